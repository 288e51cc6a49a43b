import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "vitest";
import { withEmulator } from "../emulator/with-emulator";
import { goProgram, run } from "./with-go-program";

const MODULE = "github.com/databricks/terraform-provider-databricks@latest";

const custom = `
resource "databricks_model_serving" "custom" {
  name = "acceptance"
  config {
    served_models {
      name = "prod_model"
      model_name = "experiment-fixture-model"
      model_version = "1"
      workload_size = "Small"
      scale_to_zero_enabled = true
    }
    served_models {
      name = "candidate_model"
      model_name = "experiment-fixture-model"
      model_version = "2"
      workload_size = "Small"
      scale_to_zero_enabled = false
    }
    traffic_config {
      routes {
        served_model_name = "prod_model"
        traffic_percentage = 90
      }
      routes {
        served_model_name = "candidate_model"
        traffic_percentage = 10
      }
    }
  }
}

resource "databricks_permissions" "custom" {
  serving_endpoint_id = databricks_model_serving.custom.serving_endpoint_id
  access_control {
    group_name = "users"
    permission_level = "CAN_VIEW"
  }
}
`;

const external = `
resource "databricks_secret_scope" "scope" {
  name = "terraform"
}

resource "databricks_secret" "key" {
  key = "api_key"
  string_value = "fake-secret"
  scope = databricks_secret_scope.scope.id
}

resource "databricks_model_serving" "external" {
  name = "external"
  config {
    served_entities {
      name = "prod_model"
      external_model {
        provider = "openai"
        name = "gpt-4o"
        task = "llm/v1/chat"
        openai_config {
          openai_api_key = databricks_secret.key.config_reference
        }
      }
    }
    traffic_config {
      routes {
        served_model_name = "prod_model"
        traffic_percentage = 100
      }
    }
  }
}
`;

const throughput = `
resource "databricks_model_serving" "throughput" {
  name = "throughput"
  config {
    served_entities {
      name = "pt_model"
      entity_name = "system.ai.mistral_7b_instruct_v0_2"
      entity_version = "1"
      min_provisioned_throughput = 0
      max_provisioned_throughput = 970
    }
    traffic_config {
      routes {
        served_model_name = "pt_model"
        traffic_percentage = 100
      }
    }
  }
}
`;

test("Terraform's provider applies each kind, then has nothing to change, then destroys", async (context) => {
  const folder = dirname(await goProgram(MODULE, "terraform-provider-databricks", context));
  await run("terraform", ["version"]).catch(() => context.skip("needs terraform on the PATH"));
  const { emulator } = await withEmulator({ switches: { entityOrder: "as-sent" } });
  for (const resources of [custom, external, throughput]) {
    const work = mkdtempSync(join(tmpdir(), "terraform-"));
    const rc = join(work, "terraform.rc");
    writeFileSync(
      rc,
      `provider_installation {\n  dev_overrides { "databricks/databricks" = "${folder}" }\n  direct {}\n}\n`,
    );
    writeFileSync(
      join(work, "main.tf"),
      `terraform {\n  required_providers {\n    databricks = { source = "databricks/databricks" }\n  }\n}\n${resources}`,
    );
    const terraform = (...args: string[]) =>
      run("terraform", [...args, "-no-color"], {
        cwd: work,
        env: {
          PATH: process.env.PATH,
          HOME: work,
          TF_CLI_CONFIG_FILE: rc,
          DATABRICKS_HOST: emulator.url,
          DATABRICKS_TOKEN: emulator.token,
        },
        maxBuffer: 1 << 26,
      });
    await terraform("apply", "-auto-approve");
    // Exit code 2 would say that a second apply changed something.
    await terraform("plan", "-detailed-exitcode");
    await terraform("destroy", "-auto-approve");
  }
});

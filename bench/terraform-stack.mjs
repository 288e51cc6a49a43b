// @ts-check
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { watchFamily } from "./watch-family.mjs";

/** The endpoints of bench/programs/arguments.cjs, as Terraform writes them. */
const PROGRAM = `
terraform {
  required_providers {
    databricks = { source = "databricks/databricks" }
  }
}

variable "size" { type = number }
variable "model" { type = string }

resource "databricks_model_serving" "endpoint" {
  count = var.size
  name  = "endpoint-\${count.index}"
  config {
    served_entities {
      name = "gpt"
      external_model {
        provider = "openai"
        name     = var.model
        task     = "llm/v1/chat"
        openai_config { openai_api_key = "{{secrets/llm-keys/openai}}" }
      }
    }
    served_entities {
      name = "claude"
      external_model {
        provider = "anthropic"
        name     = "claude-sonnet-4-6"
        task     = "llm/v1/chat"
        anthropic_config { anthropic_api_key = "{{secrets/llm-keys/anthropic}}" }
      }
    }
    traffic_config {
      routes {
        served_model_name  = "gpt"
        traffic_percentage = 80
      }
      routes {
        served_model_name  = "claude"
        traffic_percentage = 20
      }
    }
  }
  ai_gateway {
    rate_limits {
      key            = "user"
      calls          = 100
      renewal_period = "minute"
    }
  }
  tags {
    key   = "team"
    value = "bench"
  }
}
`;

/** The arguments of Terraform for those of Pulumi's CLI that the benchmark runs. */
const COMMANDS = /** @type {Record<string, readonly string[]>} */ ({
  up: ["apply", "-auto-approve"],
  preview: ["plan"],
  refresh: ["apply", "-auto-approve", "-refresh-only"],
  destroy: ["destroy", "-auto-approve"],
});

/** As many endpoints, by Terraform and Databricks' own provider. */
export class TerraformStack {
  #folder = mkdtempSync(join(tmpdir(), "bench-terraform-"));
  #env;
  #binaries;
  #size;

  /**
   * @param {string} binaries folder that holds `terraform` (or `tofu`) and `terraform-provider-databricks`
   * @param {number} size
   * @param {NodeJS.ProcessEnv} env
   */
  constructor(binaries, size, env) {
    this.#binaries = resolve(binaries);
    this.#size = size;
    const rc = join(this.#folder, "terraform.rc");
    const folder = JSON.stringify(this.#binaries);
    writeFileSync(
      rc,
      `provider_installation {\n  dev_overrides { "databricks/databricks" = ${folder} }\n  direct {}\n}\n`,
    );
    writeFileSync(join(this.#folder, "main.tf"), PROGRAM);
    this.#env = { ...process.env, ...env, TF_CLI_CONFIG_FILE: rc, TF_IN_AUTOMATION: "1" };
  }

  /**
   * Runs what corresponds to an operation of Pulumi's CLI.
   *
   * @param {readonly string[]} args of Pulumi's CLI
   * @param {string} model that the program asks for
   * @returns {Promise<import("./measured.mjs").Run>}
   */
  run(args, model) {
    const command = COMMANDS[args[0] ?? ""];
    if (command === undefined) throw new Error(`Terraform has nothing like pulumi ${args.join(" ")}`);
    const variables = ["-var", `size=${this.#size}`, "-var", `model=${model}`];
    const binary = ["terraform", "tofu"]
      .map((name) => join(this.#binaries, name))
      .find((file) => existsSync(file));
    if (binary === undefined) throw new Error(`--peers: no terraform or tofu in ${this.#binaries}`);
    const start = performance.now();
    const child = spawn(binary, [...command, "-input=false", "-no-color", ...variables], {
      cwd: this.#folder,
      env: this.#env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => (output += text));
    }
    const watch = watchFamily(child.pid);
    return new Promise((done, reject) => {
      child.on("error", reject);
      child.on("close", (code) => {
        const seconds = (performance.now() - start) / 1000;
        const usage = watch.stop();
        if (code === 0) done({ seconds, usage });
        else reject(new Error(`${binary} ${command.join(" ")} failed:\n${output}`));
      });
    });
  }

  dispose() {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

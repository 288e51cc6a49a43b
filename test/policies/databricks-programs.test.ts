import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { rules, type Rule } from "../../policies/index";
import { MODEL_SERVING } from "./baseline";
import { findings, stackFindings, type Member } from "./judge";

/** The inputs that programs of `@pulumi/databricks` register, as the engine would hand them to the policies. */
const registered = new Map<string, Member>();

/** Mocks see secrets wrapped; the policy SDK unwraps them before a rule sees them. */
function withoutSecrets(value: unknown): unknown {
  if (pulumi.runtime.isRpcSecret(value)) return withoutSecrets(pulumi.runtime.unwrapRpcSecret(value));
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSecrets(item)]));
}

type Databricks = typeof import("@pulumi/databricks");
let databricks: Databricks;

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource({ name, type, inputs }) {
      registered.set(name, { type, name, props: withoutSecrets(inputs) as Record<string, unknown> });
      return { id: `${name}-id`, state: { ...(inputs as object), servingEndpointId: `${name}-serving-id` } };
    },
    call: ({ inputs }) => inputs as object,
  });
  databricks = await import("@pulumi/databricks");
}, 60_000);

const resourceRules = (rules as readonly Rule[]).filter(({ scope }) => scope === "resource");

/** What the mandatory rules report for a resource that a program made, by rule. */
async function rejections(resource: pulumi.Resource, name: string): Promise<Record<string, string[]>> {
  await new Promise((done) => (resource as pulumi.CustomResource).id.apply(done));
  const member = registered.get(name);
  expect(member?.type).toBe(MODEL_SERVING);
  return Object.fromEntries(
    resourceRules
      .filter(({ level }) => level === "mandatory")
      .map((rule) => [rule.name, findings(rule, member?.props ?? {}, { type: MODEL_SERVING, name })] as const)
      .filter(([, found]) => found.length > 0),
  );
}

describe("programs of @pulumi/databricks", () => {
  it("pass every mandatory rule where they are valid, for every provider", async () => {
    const secret = (key: string) => `{{secrets/llm/${key}}}`;
    const models: pulumi.Unwrap<ConstructorParameters<Databricks["ModelServing"]>[1]> = {
      name: "all",
      config: {
        servedEntities: [
          {
            name: "openai",
            externalModel: {
              provider: "openai",
              name: "gpt-5.6-sol",
              task: "llm/v1/chat",
              openaiConfig: { openaiApiKey: secret("openai") },
            },
          },
          {
            name: "azure",
            externalModel: {
              provider: "openai",
              name: "gpt-35-turbo",
              task: "llm/v1/chat",
              openaiConfig: {
                openaiApiType: "azuread",
                openaiApiBase: "https://acme.openai.azure.com",
                openaiApiVersion: "2024-10-21",
                openaiDeploymentName: "chat",
                microsoftEntraTenantId: "123e4567-e89b-12d3-a456-426614174000",
                microsoftEntraClientId: "123e4567-e89b-12d3-a456-426614174001",
                microsoftEntraClientSecret: secret("entra"),
              },
            },
          },
          {
            name: "anthropic",
            externalModel: {
              provider: "anthropic",
              name: "claude-opus-5",
              task: "llm/v1/chat",
              anthropicConfig: { anthropicApiKey: secret("anthropic") },
            },
          },
          {
            name: "cohere",
            externalModel: {
              provider: "cohere",
              name: "command-a-03-2025",
              task: "llm/v1/chat",
              cohereConfig: { cohereApiKey: secret("cohere") },
            },
          },
          {
            name: "bedrock",
            externalModel: {
              provider: "amazon-bedrock",
              name: "claude-3-5-sonnet-20240620-v1:0",
              task: "llm/v1/chat",
              amazonBedrockConfig: {
                awsRegion: "eu-central-1",
                bedrockProvider: "Anthropic",
                instanceProfileArn: "arn:aws:iam::123456789012:instance-profile/llm",
              },
            },
          },
          {
            name: "vertex",
            externalModel: {
              provider: "google-cloud-vertex-ai",
              name: "gemini-3.5-flash",
              task: "llm/v1/chat",
              googleCloudVertexAiConfig: {
                region: "europe-west4",
                projectId: "acme-llm",
                privateKey: secret("vertex"),
              },
            },
          },
          {
            name: "databricks",
            externalModel: {
              provider: "databricks-model-serving",
              name: "databricks-claude-sonnet-4-6",
              task: "llm/v1/chat",
              databricksModelServingConfig: {
                databricksWorkspaceUrl: "https://adb-1.2.azuredatabricks.net",
                databricksApiToken: secret("databricks"),
              },
            },
          },
          {
            name: "custom",
            externalModel: {
              provider: "custom",
              name: "llama",
              task: "llm/v1/chat",
              customProviderConfig: {
                customProviderUrl: "https://llm.example.com/v1",
                bearerTokenAuth: { token: secret("custom") },
              },
            },
          },
        ],
        trafficConfig: {
          routes: ["openai", "azure", "anthropic", "cohere", "bedrock", "vertex", "databricks", "custom"].map(
            (servedModelName, index) => ({
              servedModelName,
              trafficPercentage: index === 0 ? 100 : 0,
            }),
          ),
        },
      },
    };
    expect(await rejections(new databricks.ModelServing("all", models), "all")).toEqual({});
  });

  it("are rejected for a plaintext key, a stranger's model and a broken split, in one go", async () => {
    const key = pulumi.secret("hunter2-hunter2");
    const bad = new databricks.ModelServing("bad", {
      config: {
        servedEntities: [
          {
            name: "a",
            externalModel: {
              provider: "openai",
              name: "claude-2",
              task: "llm/v1/chat",
              openaiConfig: { openaiApiKeyPlaintext: key },
            },
          },
          {
            name: "b",
            externalModel: {
              provider: "anthropic",
              name: "claude-opus-5",
              task: "llm/v1/embeddings",
              anthropicConfig: {},
            },
          },
        ],
      },
    });
    const found = await rejections(bad, "bad");
    expect(Object.keys(found).sort()).toEqual([
      "disallow-plaintext-credentials",
      "require-complete-provider-config",
      "require-complete-traffic",
      "require-same-task",
      "require-supported-model",
    ]);
    expect(JSON.stringify(found)).not.toContain("hunter2");
  });

  it("are judged although they wrap everything in outputs", async () => {
    const wrapped = new databricks.ModelServing("wrapped", {
      config: pulumi.output({
        servedEntities: [
          {
            externalModel: {
              provider: "ai21labs",
              name: "gpt-4o",
              task: "llm/v1/completions",
              ai21labsConfig: { ai21labsApiKeyPlaintext: pulumi.secret("x") },
            },
          },
        ],
      }),
    });
    expect(Object.keys(await rejections(wrapped, "wrapped"))).toEqual([
      "disallow-plaintext-credentials",
      "require-supported-model",
    ]);
  });

  it("state their permissions by a Permissions resource that refers to the endpoint", async () => {
    const served = new databricks.ModelServing("served", { config: { servedEntities: [] } });
    const permissions = new databricks.Permissions("permissions", {
      servingEndpointId: served.servingEndpointId,
      accessControls: [{ groupName: "users", permissionLevel: "CAN_MANAGE" }],
    });
    await new Promise((done) => permissions.id.apply(done));
    const members = ["served", "permissions"]
      .map((name) => registered.get(name))
      .filter((one) => one !== undefined);
    const from = [{ ...members[0]! }, { ...members[1]!, from: { servingEndpointId: "served" } }];
    const rule = (rules as readonly Rule[]).find(({ name }) => name === "require-permissions")!;
    expect(stackFindings(rule, from)).toEqual([
      expect.stringContaining('accessControls[0]: found CAN_MANAGE for "users"'),
    ]);
  });
});

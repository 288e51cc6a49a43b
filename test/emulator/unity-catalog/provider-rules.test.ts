import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openaiConfig, toOpenai, routing, UC, withServices, withChatService } from "./with-services";

const target = { model: "m", native_api_types: ["openai/v1/chat/completions"] };
const type = (name: string): string => `EXTERNAL_MODEL_PROVIDER_TYPE_${name}`;
const config = (name: string, block: object, over: object = {}): object => ({
  provider_type: type(name),
  ...block,
  targets: [target],
  ...over,
});
const plain = { plaintext: "SECRET" };
const entra = { tenant_id: "t", client_id: "c", client_secret: plain };
const aws = { access_key_id: "AKIA", secret_access_key: plain };
const credential = { name: "credentials/cloud" };
const url = { base_url: "https://one.example" };
const gcp = { project_id: "p", region: "us-central1" };

test.each([
  ["OPENAI", { openai: { direct: { api_key: plain } } }],
  ["OPENAI", { openai: { direct: { api_key: plain, ...url, organization: "org" } } }],
  ["ANTHROPIC", { anthropic: { direct: { api_key: plain } } }],
  ["ANTHROPIC", { anthropic: { relayed: {} } }],
  ["AZURE_OPENAI", { azure_openai: { direct: { ...url, api_key: plain } } }],
  ["AZURE_OPENAI", { azure_openai: { direct: { ...url, entra_service_principal: entra } } }],
  ["AZURE_OPENAI", { azure_openai: { direct: { ...url, service_credential: credential } } }],
  ["MICROSOFT_FOUNDRY", { microsoft_foundry: { direct: { ...url, api_key: plain } } }],
  ["MICROSOFT_FOUNDRY", { microsoft_foundry: { direct: { ...url, entra_service_principal: entra } } }],
  ["MICROSOFT_FOUNDRY", { microsoft_foundry: { direct: { ...url, service_credential: credential } } }],
  ["AMAZON_BEDROCK", { amazon_bedrock: { direct: { region: "us-east-1", aws_access_key: aws } } }],
  ["AMAZON_BEDROCK", { amazon_bedrock: { direct: { region: "us-east-1", service_credential: credential } } }],
  ["BEDROCK_MANTLE", { bedrock_mantle: { direct: { region: "us-east-1", aws_access_key: aws } } }],
  ["GEMINI_ENTERPRISE", { gemini_enterprise: { direct: { ...gcp, api_key: plain } } }],
  ["GEMINI_ENTERPRISE", { gemini_enterprise: { direct: { ...gcp, service_credential: credential } } }],
  ["CUSTOM", { custom: { direct: { ...url, api_key: plain } } }],
  [
    "CUSTOM",
    { custom: { direct: { ...url, header_auth: { api_key_name: "x-key", api_key_value: plain } } } },
  ],
])("%s takes %j, and answers it without the secret", async (name, block) => {
  const { createProvider, call } = await withServices();
  await call("POST", `${UC}/credentials`, { name: "cloud", purpose: "SERVICE" });
  const { status, body, text } = await createProvider("one", config(name, block));
  expect({ status, message: body.message }).toEqual({ status: 200, message: undefined });
  expect(text).not.toContain("SECRET");
  const withoutSecret = JSON.parse(JSON.stringify(block).replaceAll(JSON.stringify(plain), "{}"));
  expect(body.config).toEqual(config(name, withoutSecret));
});

const openai = { openai: { direct: { api_key: plain } } };

test.each([
  [config("PALM", {}), "Supported values: EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI"],
  [{ ...openai, targets: [target] }, "Missing required field: config.provider_type"],
  [config("OPENAI", {}), "config.openai is required for provider_type EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI"],
  [config("OPENAI", { ...openai, custom: {} }), "config.custom must not be set"],
  [config("OPENAI", { openai: { direct: {} } }), "config.openai.direct needs exactly one of: api_key"],
  [config("OPENAI", { openai: { direct: { api_key: {} } } }), "config.openai.direct.api_key needs plaintext"],
  [
    config("OPENAI", { openai: { direct: { api_key: { ...plain, secret_reference: { name: "x" } } } } }),
    "config.openai.direct.api_key must have one of plaintext and secret_reference",
  ],
  [
    config("OPENAI", { openai: { direct: { api_key: { secret_reference: { name: "{{secrets/a/b}}" } } } } }),
    "its form is secrets/{catalog}.{schema}.{name}",
  ],
  [
    config("OPENAI", {
      openai: { direct: { api_key: { secret_reference: { name: "secrets/main.ai.none" } } } },
    }),
    "The secret 'main.ai.none' of config.openai.direct.api_key.secret_reference.name does not exist.",
  ],
  [
    config("OPENAI", { openai: { direct: { api_key: plain, base_url: "api.openai.com" } } }),
    "config.openai.direct.base_url has an invalid value",
  ],
  [
    config("AZURE_OPENAI", { azure_openai: { direct: { api_key: plain } } }),
    "Missing required field: config.azure_openai.direct.base_url",
  ],
  [
    config("AZURE_OPENAI", {
      azure_openai: { direct: { ...url, api_key: plain, entra_service_principal: entra } },
    }),
    "config.azure_openai.direct has more than one of: api_key, entra_service_principal, service_credential",
  ],
  [
    config("AZURE_OPENAI", {
      azure_openai: { direct: { ...url, entra_service_principal: { client_secret: plain } } },
    }),
    "Missing required field: config.azure_openai.direct.entra_service_principal.tenant_id",
  ],
  [
    config("AMAZON_BEDROCK", { amazon_bedrock: { direct: { aws_access_key: aws } } }),
    "Missing required field: config.amazon_bedrock.direct.region",
  ],
  [
    config("GEMINI_ENTERPRISE", { gemini_enterprise: { direct: { region: "r", api_key: plain } } }),
    "Missing required field: config.gemini_enterprise.direct.project_id",
  ],
  [config("ANTHROPIC", { anthropic: { direct: { api_key: plain }, relayed: {} } }), "direct, relayed"],
  [config("OPENAI", openai, { targets: [] }), "config.targets needs at least one entry"],
  [config("OPENAI", openai, { targets: [{ model: "m" }] }), "config.targets[0].native_api_types"],
  [config("OPENAI", openai, { targets: [target, target] }), "config.targets[1].model has an invalid value"],
  [
    config("OPENAI", openai, { targets: [{ ...target, native_api_types: Array(65).fill("x") }] }),
    "has 65 entries; at most 64",
  ],
  [
    config("OPENAI", openai, { targets: [{ ...target, native_api_types: ["x".repeat(257)] }] }),
    "has 257 characters; at most 256",
  ],
  [
    config("OPENAI", openai, { targets: [{ ...target, endpoint_route: "serve" }] }),
    "config.targets[0].endpoint_route is only supported for targets of CUSTOM providers",
  ],
  [
    config("CUSTOM", { custom: { direct: { ...url, api_key: plain } } }, { allow_all_targets: true }),
    "config.allow_all_targets is not supported for CUSTOM providers.",
  ],
  [
    config(
      "CUSTOM",
      { custom: { direct: { ...url, api_key: plain } } },
      { targets: [{ ...target, endpoint_route: "serve?x=1" }] },
    ),
    "it is a relative path without template, query or fragment",
  ],
  [
    config("OPENAI", openai, { pricing: { default_discount_basis_points: 10_001 } }),
    "it is at most 10000, and an int32",
  ],
])("%j is refused", async (given, message) => {
  const { createProvider, call } = await withServices();
  const refused = await createProvider("one", given);
  expect(refused.status).toBe(400);
  expect(refused.body.message).toContain(message);
  expect(refused.text).not.toContain("SECRET");
  expect((await call("GET", `${UC}/model-provider-services/main.ai.one`)).status).toBe(404);
});

test("a service credential is of the workspace's own cloud, and exists", async () => {
  const { createProvider, call, emulator } = await withServices({ switches: { cloud: "aws" } });
  const azure = config("AZURE_OPENAI", {
    azure_openai: { direct: { ...url, service_credential: credential } },
  });
  expect((await createProvider("one", azure)).body.message).toBe(
    "config.azure_openai.direct.service_credential is only supported on Azure-hosted workspaces.",
  );
  emulator.set({ cloud: "azure" });
  expect((await createProvider("one", azure)).body.message).toBe("Credential 'cloud' does not exist.");
  await call("POST", `${UC}/credentials`, { name: "cloud" });
  expect((await createProvider("one", azure)).status).toBe(200);
});

test("the provider type never changes, and no update may name another's block", async () => {
  const { patch } = await withChatService();
  const name = "model-provider-services/main.ai.openai";
  const other = config("ANTHROPIC", { anthropic: { direct: { api_key: plain } } });
  expect((await patch(name, "config", { config: other })).body.message).toBe(
    "config.provider_type cannot be changed; it is EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI.",
  );
  expect((await patch(name, "config.provider", { config: { anthropic: {} } })).body.message).toBe(
    "config.anthropic must not be set for provider_type EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI.",
  );
  const { provider_type, ...untyped } = openaiConfig();
  expect((await patch(name, "config", { config: untyped })).body.message).toBe(
    "Missing required field: config.provider_type",
  );
});

test("a change of sign-in replaces the whole of it, where the switches let it", async () => {
  const { createProvider, patch, emulator } = await withServices();
  const byKey = { azure_openai: { direct: { ...url, api_key: plain } } };
  await createProvider("azure", config("AZURE_OPENAI", byKey));
  const name = "model-provider-services/main.ai.azure";
  const byEntra = { config: { azure_openai: { direct: { ...url, entra_service_principal: entra } } } };
  emulator.set({ signInMayChange: false });
  expect((await patch(name, "config.provider", byEntra)).body.message).toBe(
    "The authentication of 'main.ai.azure' cannot be changed from api_key to entra_service_principal.",
  );
  emulator.set({ signInMayChange: true });
  expect((await patch(name, "config.provider", byEntra)).body.config.azure_openai).toEqual({
    direct: { ...url, entra_service_principal: { tenant_id: "t", client_id: "c", client_secret: {} } },
  });
  // The secret of a mode stays where the rest of the mode comes again without it.
  const moved = { entra_service_principal: { tenant_id: "t2", client_id: "c", client_secret: {} } };
  const { body } = await patch(name, "config.provider", {
    config: { azure_openai: { direct: { base_url: "https://two.example", ...moved } } },
  });
  expect(body.config.azure_openai.direct).toEqual({ base_url: "https://two.example", ...moved });
  expect(
    (await patch(name, "config.provider", { config: { azure_openai: { direct: { ...url, api_key: {} } } } }))
      .body.message,
  ).toBe("config.azure_openai.direct.api_key needs plaintext or secret_reference.");
});

test("a discount is set and cleared by its own path, which keeps an empty pricing", async () => {
  const { patch } = await withChatService();
  const name = "model-provider-services/main.ai.openai";
  const path = "config.pricing.default_discount_basis_points";
  const pricing = async (given: object): Promise<unknown> =>
    (await patch(name, path, { config: given })).body.config.pricing;
  expect(await pricing({ pricing: { default_discount_basis_points: -2000 } })).toEqual({
    default_discount_basis_points: -2000,
  });
  expect(await pricing({ pricing: {} })).toEqual({});
  expect(await pricing({})).toBeUndefined();
});

test("a destination stands on a target that the provider service lists, or on any where it allows all", async () => {
  const { createService, patch } = await withChatService();
  const other = routing(
    toOpenai("x", {
      external_model_config: {
        model_provider_service: "model-provider-services/main.ai.openai",
        target: { model: "gpt-9" },
      },
    }),
  );
  expect((await createService("nine", other)).body.message).toBe(
    "Model 'gpt-9' is not among the targets of model provider service 'main.ai.openai'.",
  );
  await patch("model-provider-services/main.ai.openai", "config.allow_all_targets", {
    config: { allow_all_targets: true },
  });
  expect((await createService("nine", other)).status).toBe(200);
});

test("a plaintext key is not in the state file, a restart keeps the rest", async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), "emulator-")), "state.json");
  const first = await withChatService({ stateFile });
  const before = (await first.call("GET", `${UC}/model-services/main.ai.chat`)).body;
  await first.emulator.close();
  expect(readFileSync(stateFile, "utf8")).not.toContain("sk-openai-plain");
  const second = await withServices({ stateFile });
  expect((await second.call("GET", `${UC}/model-services/main.ai.chat`)).body).toEqual(before);
  second.emulator.set({ revokedKeys: ["sk-openai-plain"] });
  const body = { model: "main.ai.chat", messages: [{ role: "user", content: "Hi" }] };
  expect((await second.call("POST", "/ai-gateway/mlflow/v1/chat/completions", body)).status).toBe(401);
});

test("faults befall this generation's paths, and a lost reply leaves the service made", async () => {
  const { createProvider, call, emulator } = await withServices();
  emulator.addFault({ method: "POST", path: "*/model-provider-services", action: { kind: "lose-reply" } });
  await expect(createProvider("openai")).rejects.toThrow("fetch failed");
  expect((await call("GET", `${UC}/model-provider-services/main.ai.openai`)).status).toBe(200);
  emulator.addFault({ path: "/ai-gateway/*", action: { kind: "status", status: 503, retryAfter: 2 } });
  const answer = await call("POST", "/ai-gateway/mlflow/v1/chat/completions", {});
  expect(answer.headers.get("retry-after")).toBe("2");
});

import { expect, test } from "vitest";
import type { Fields } from "../../provider/schema/plain-object";
import { assistant, CATALOG, hosted, openai, to } from "./services";
import { benchForTest, type Bench } from "./with-lifecycle";

const key = { secretReference: { name: "main.ai.key" } };
const targets = [{ model: "a-model", nativeApiTypes: ["openai/v1/chat/completions"] }];
const azure = "https://r.openai.azure.com";

/** Each type of provider with each way to sign in. */
const SIGN_INS: Readonly<Record<string, Fields>> = {
  openai: { providerType: "OPENAI", openai: { direct: { apiKey: key, organization: "org-1" } } },
  anthropic: { providerType: "ANTHROPIC", anthropic: { direct: { apiKey: key } } },
  "anthropic-relayed": { providerType: "ANTHROPIC", anthropic: { relayed: {} } },
  "azure-openai-key": {
    providerType: "AZURE_OPENAI",
    azureOpenai: { direct: { baseUrl: azure, apiKey: key } },
  },
  "azure-openai-entra": {
    providerType: "AZURE_OPENAI",
    azureOpenai: {
      direct: { baseUrl: azure, entraServicePrincipal: { tenantId: "t", clientId: "c", clientSecret: key } },
    },
  },
  "microsoft-foundry": {
    providerType: "MICROSOFT_FOUNDRY",
    microsoftFoundry: { direct: { baseUrl: azure, serviceCredential: { name: "cloud" } } },
  },
  "amazon-bedrock": {
    providerType: "AMAZON_BEDROCK",
    amazonBedrock: {
      direct: { region: "eu-central-1", awsAccessKey: { accessKeyId: "id", secretAccessKey: key } },
    },
  },
  "bedrock-mantle": {
    providerType: "BEDROCK_MANTLE",
    bedrockMantle: { direct: { region: "eu-central-1", serviceCredential: { name: "cloud" } } },
  },
  "gemini-enterprise": {
    providerType: "GEMINI_ENTERPRISE",
    geminiEnterprise: { direct: { projectId: "p", region: "europe-west4", apiKey: key } },
  },
  custom: {
    providerType: "CUSTOM",
    custom: {
      direct: {
        baseUrl: "https://llm.example.com/v1",
        headerAuth: { apiKeyName: "x-api-key", apiKeyValue: key },
      },
    },
  },
};

/** Requests that changed something, with query and body; forgets them. */
function requests(bench: Bench): string {
  const entries = bench.emulator.journal.entries().filter(({ method }) => method !== "GET");
  bench.emulator.journal.clear();
  return entries
    .map(({ method, path, query, body }) => {
      const asked = decodeURIComponent(query.replace(/etag=[^&]+/, "etag=<etag>"));
      return `${method} ${path}${asked === "" ? "" : `?${asked}`}\n${JSON.stringify(body, null, 2)}\n`;
    })
    .join("\n");
}

async function benchWithSecret(): Promise<Bench> {
  const bench = await benchForTest();
  const secret = { catalog_name: "main", schema_name: "ai", name: "key", value: "upstream-openai" };
  await bench.byHand("POST", `${CATALOG}/secrets`, secret);
  await bench.byHand("POST", `${CATALOG}/credentials`, { name: "cloud" });
  bench.emulator.journal.clear();
  return bench;
}

test("each type of provider is created by the request that its golden file shows", async () => {
  const bench = await benchWithSecret();
  const lines: string[] = [];
  for (const [title, config] of Object.entries(SIGN_INS)) {
    const modelProviderServiceId = title.replaceAll("-", "_");
    const service = bench.providerService(title);
    const inputs = { parent: "main.ai", modelProviderServiceId, config: { ...config, targets } };
    await service.up(inputs);
    lines.push(`## ${title}\n\n${requests(bench)}`);
    await service.refresh();
    expect(service.diff(inputs).changes, title).toBe(false);
  }
  await expect(lines.join("\n")).toMatchFileSnapshot("goldens/provider-services.txt");
});

test("updates of services are the requests that their golden file shows", async () => {
  const bench = await benchWithSecret();
  const provider = bench.providerService("openai");
  const service = bench.modelService("assistant");
  const grants = [{ principal: "users", privileges: ["EXECUTE"] }];
  const limits = { rateLimits: [{ key: "USER_DEFAULT", renewalPeriod: "HOUR", tokens: 1000 }] };
  const steps: [string, () => Promise<unknown>][] = [
    ["create a provider service", () => provider.up(openai({ openai: { direct: { apiKey: key } } }))],
    [
      "another base URL, and all targets",
      () =>
        provider.up(
          openai({
            openai: { direct: { apiKey: key, baseUrl: "https://eu.api.openai.com/v1" } },
            allowAllTargets: true,
          }),
        ),
    ],
    ["create a model service", () => service.up(assistant({ destinations: [to("gpt")] }, {}, { grants }))],
    [
      "another destination, a fallback and a limit",
      () =>
        service.up(
          assistant(
            {
              destinations: [
                to("gpt", "gpt-5.4", { trafficPercentage: 60 }),
                hosted("own", { trafficPercentage: 40 }),
              ],
              fallback: { destinations: [to("older", "gpt-4o")] },
            },
            limits,
            { grants },
          ),
        ),
    ],
    ["all of it taken away", () => service.up(assistant({ destinations: [to("gpt")] }, {}, { grants: [] }))],
    ["delete", () => service.destroy()],
  ];
  const lines: string[] = [];
  for (const [title, step] of steps) {
    await step();
    lines.push(`## ${title}\n\n${requests(bench)}`);
  }
  await expect(lines.join("\n")).toMatchFileSnapshot("goldens/model-services.txt");
});

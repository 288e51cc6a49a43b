import { expect, test } from "vitest";
import { withServices, type ServicesClient } from "../unity-catalog/with-services";
import { to, UNIFIED } from "../unity-catalog/with-gateway";
import { isSigned } from "./aws";
import { AWS_SECRET, bearer, ENTRA_SECRET, entraToken, KEY, SECRETS, type LiveCase } from "./live-case";
import { liveCases } from "./providers";
import { standIn, type StandInAnswer, type StandInRequest } from "./stand-in";

interface ServiceCase extends Pick<LiveCase, "hosts" | "path" | "isSignedIn"> {
  /** Of the provider service. */
  type: string;
  block: object;
  model: string;
  /** The case of an endpoint whose provider speaks the same API. */
  speaks: LiveCase;
}

const key = { plaintext: KEY };
const AZURE = "https://acme.openai.azure.com";
const BEDROCK = "bedrock-runtime.eu-west-1.amazonaws.com";
const claudeAtBedrock = liveCases["Anthropic at Amazon Bedrock"]!;
const openai = liveCases.OpenAI!;

/** A provider service of each type that the gateway reaches, and of each way to sign in. */
const cases: Record<string, ServiceCase> = {
  OpenAI: {
    type: "OPENAI",
    block: { openai: { direct: { api_key: key, organization: "org-1" } } },
    model: "gpt-5.4",
    hosts: openai.hosts,
    path: openai.path,
    isSignedIn: openai.isSignedIn,
    speaks: openai,
  },
  Anthropic: {
    type: "ANTHROPIC",
    block: { anthropic: { direct: { api_key: key } } },
    model: "claude-sonnet-4-6",
    hosts: ["api.anthropic.com"],
    path: "/v1/messages",
    isSignedIn: liveCases.Anthropic!.isSignedIn,
    speaks: liveCases.Anthropic!,
  },
  "Azure OpenAI with a key": {
    type: "AZURE_OPENAI",
    block: { azure_openai: { direct: { base_url: AZURE, api_key: key } } },
    model: "gpt-deployed",
    hosts: ["acme.openai.azure.com"],
    path: "/openai/v1/chat/completions",
    isSignedIn: bearer(),
    speaks: openai,
  },
  "Azure OpenAI with Microsoft Entra": {
    type: "AZURE_OPENAI",
    block: {
      azure_openai: {
        direct: {
          base_url: `${AZURE}/openai/v1/`,
          entra_service_principal: {
            tenant_id: "tenant-1",
            client_id: "client-1",
            client_secret: { plaintext: ENTRA_SECRET },
          },
        },
      },
    },
    model: "gpt-deployed",
    hosts: ["login.microsoftonline.com", "acme.openai.azure.com"],
    path: "/openai/v1/chat/completions",
    isSignedIn: bearer("entra-token"),
    speaks: openai,
  },
  "Microsoft Foundry": {
    type: "MICROSOFT_FOUNDRY",
    block: {
      microsoft_foundry: { direct: { base_url: "https://acme.services.ai.azure.com", api_key: key } },
    },
    model: "grok-4",
    hosts: ["acme.services.ai.azure.com"],
    path: "/openai/v1/chat/completions",
    isSignedIn: bearer(),
    speaks: openai,
  },
  "Amazon Bedrock": {
    type: "AMAZON_BEDROCK",
    block: {
      amazon_bedrock: {
        direct: {
          region: "eu-west-1",
          aws_access_key: { access_key_id: "AKIALIVE", secret_access_key: { plaintext: AWS_SECRET } },
        },
      },
    },
    model: "anthropic.claude-3-5-sonnet-20240620-v1:0",
    hosts: [BEDROCK],
    path: claudeAtBedrock.path,
    isSignedIn: (request) => isSigned(request, BEDROCK, AWS_SECRET),
    speaks: claudeAtBedrock,
  },
  "Gemini Enterprise": {
    type: "GEMINI_ENTERPRISE",
    block: { gemini_enterprise: { direct: { project_id: "acme", region: "europe-west4", api_key: key } } },
    model: "gemini-2.5-flash",
    hosts: ["europe-west4-aiplatform.googleapis.com"],
    path: liveCases["Gemini at Google Cloud Vertex AI"]!.path,
    isSignedIn: ({ headers }) => headers["x-goog-api-key"] === KEY && headers.authorization === undefined,
    speaks: liveCases["Gemini at Google Cloud Vertex AI"]!,
  },
  "a custom provider with a bearer token": {
    type: "CUSTOM",
    block: { custom: { direct: { base_url: "https://models.example.com/v1", api_key: key } } },
    model: "mine",
    hosts: ["models.example.com"],
    path: "/v1/chat/completions",
    isSignedIn: bearer(),
    speaks: openai,
  },
  "a custom provider with a key in a header": {
    type: "CUSTOM",
    block: {
      custom: {
        direct: {
          base_url: "https://models.example.com",
          header_auth: { api_key_name: "X-Key", api_key_value: key },
        },
      },
    },
    model: "mine",
    hosts: ["models.example.com"],
    path: "/chat/completions",
    isSignedIn: ({ headers }) => headers["x-key"] === KEY,
    speaks: openai,
  },
};

type Answer = StandInAnswer | { status: number; json: object };

/** An emulator that calls providers, with the model service `main.ai.chat` before a stand-in of this case's provider. */
async function withLive(
  { type, block, model, hosts }: ServiceCase,
  answer: (request: StandInRequest) => Answer,
): Promise<ServicesClient & { requests: StandInRequest[] }> {
  const far = await standIn((request) =>
    request.path.endsWith("/oauth2/v2.0/token") ? entraToken(request) : answer(request),
  );
  const client = await withServices({
    live: { hosts: Object.fromEntries(hosts.map((host) => [host, far.url])) },
  });
  const config = {
    provider_type: `EXTERNAL_MODEL_PROVIDER_TYPE_${type}`,
    ...block,
    targets: [{ model, native_api_types: ["openai/v1/chat/completions"] }],
  };
  expect((await client.createProvider("far", config)).body.message).toBeUndefined();
  const destinations = [to("one", "main.ai.far", model)];
  expect((await client.createService("chat", { routing: { destinations } })).body.message).toBeUndefined();
  return { ...client, requests: far.requests };
}

const query = {
  model: "main.ai.chat",
  messages: [
    { role: "system", content: "Be brief" },
    { role: "user", content: "Hi" },
  ],
  max_tokens: 50,
};

test.each(Object.entries(cases))(
  "a model service on %s is asked in its own words, by its own sign-in, in one piece and as a stream",
  async (_title, one) => {
    let says = one.speaks.says;
    const { call, requests, emulator } = await withLive(one, () => says);
    const answer = await call("POST", UNIFIED, query);
    expect(answer.status, answer.text).toBe(200);
    const asked = requests.at(-1)!;
    expect(asked).toMatchObject({ method: "POST", path: one.path, json: one.speaks.asks });
    expect(one.isSignedIn(asked)).toBe(true);
    expect(answer.body.choices[0].message.content).toBe("Hello there");
    expect(answer.body.usage.total_tokens).toBe(9);

    const { streams } = one.speaks;
    if (streams !== undefined) {
      says = streams.says;
      const { text } = await call("POST", UNIFIED, { ...query, stream: true });
      expect(one.isSignedIn(requests.at(-1)!)).toBe(true);
      const parts = text.matchAll(/"content":"([^"]*)"/g);
      expect([...parts].map(([, part]) => part).join("")).toBe("Hello there");
    }
    const told = JSON.stringify(emulator.journal.entries()) + answer.text;
    for (const secret of SECRETS) expect(told).not.toContain(secret);
  },
);

test("a model service reads a Unity Catalog secret at each call, so that a rotated key counts at once", async () => {
  const secret_reference = { name: "secrets/main.ai.key" };
  const one = {
    ...cases.Anthropic!,
    block: { anthropic: { direct: { api_key: { secret_reference } } } },
  };
  const uc = "/api/2.1/unity-catalog/secrets";
  const far = await standIn(() => one.speaks.says);
  const client = await withServices({ live: { hosts: { "api.anthropic.com": far.url } } });
  const secret = { name: "key", catalog_name: "main", schema_name: "ai", value: "sk-first" };
  expect((await client.call("POST", uc, secret)).status).toBe(200);
  const targets = [{ model: one.model, native_api_types: ["anthropic/v1/messages"] }];
  const provider_type = "EXTERNAL_MODEL_PROVIDER_TYPE_ANTHROPIC";
  await client.createProvider("far", { provider_type, ...one.block, targets });
  await client.createService("chat", { routing: { destinations: [to("one", "main.ai.far", one.model)] } });
  for (const value of ["sk-first", "sk-second"]) {
    await client.call("PATCH", `${uc}/main.ai.key?update_mask=value`, { value });
    expect((await client.call("POST", UNIFIED, query)).status).toBe(200);
    expect(far.requests.at(-1)!.headers["x-api-key"]).toBe(value);
  }
});

test("a model service hands on a provider's refusal and falls back from a failure, without the key", async () => {
  const far = await standIn(() => ({ status: 503, json: { error: { message: "overloaded" } } }));
  const near = await standIn(() => liveCases.Anthropic!.says);
  const client = await withServices({
    live: { hosts: { "api.openai.com": far.url, "api.anthropic.com": near.url } },
  });
  for (const name of ["OpenAI", "Anthropic"]) {
    const { type, block, model } = cases[name]!;
    await client.createProvider(name.toLowerCase(), {
      provider_type: `EXTERNAL_MODEL_PROVIDER_TYPE_${type}`,
      ...block,
      targets: [{ model, native_api_types: ["openai/v1/chat/completions"] }],
    });
  }
  const destinations = [to("gpt", "main.ai.openai", "gpt-5.4")];
  const fallback = { destinations: [to("claude", "main.ai.anthropic", "claude-sonnet-4-6")] };
  await client.createService("alone", { routing: { destinations } });
  await client.createService("chat", { routing: { destinations, fallback } });
  const alone = await client.call("POST", UNIFIED, { ...query, model: "main.ai.alone" });
  expect(alone.status).toBe(503);
  expect(alone.text).toContain("overloaded");
  expect(alone.text).not.toContain(KEY);
  const answer = await client.call("POST", UNIFIED, query);
  expect(answer.body).toMatchObject({ model: "claude-sonnet-4-6" });
});

test("says which sign-ins only a workspace has", async () => {
  const relayed = { ...cases.Anthropic!, block: { anthropic: { relayed: {} } } };
  const { call } = await withLive(relayed, () => ({}));
  const answer = await call("POST", UNIFIED, query);
  expect(answer.status).toBe(401);
  expect(answer.body.message).toContain("only a workspace passes on");
});

test("a script answers before a provider is called, and one that only delays lets it be called", async () => {
  const { call, requests, emulator } = await withLive(cases.OpenAI!, () => openai.says);
  const served_entities = [
    { name: "one", external_model: { provider: "openai", task: "llm/v1/chat", ...openai.model } },
  ];
  await call("POST", "/api/2.0/serving-endpoints", { name: "chat", config: { served_entities } });
  emulator.advance(600_000);
  const asks = [
    () => call("POST", UNIFIED, query),
    () => call("POST", "/serving-endpoints/chat/invocations", query),
  ];
  for (const ask of asks) {
    emulator.addScript({ times: 1, answer: { text: "scripted" } });
    expect((await ask()).body.choices[0].message.content).toBe("scripted");
  }
  expect(requests).toHaveLength(0);
  for (const ask of asks) {
    emulator.addScript({ times: 1, latencyMs: 20 });
    const started = performance.now();
    expect((await ask()).body.choices[0].message.content).toBe("Hello there");
    expect(performance.now() - started).toBeGreaterThan(15);
  }
  expect(requests).toHaveLength(2);
});

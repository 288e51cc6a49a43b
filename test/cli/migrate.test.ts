import { expect, test } from "vitest";
import type { Fields } from "../../provider/schema/plain-object";
import { settingsOfProviders } from "../lifecycle/every-provider";
import { claude, gpt, split } from "../lifecycle/programs";
import { benchForTest, type Bench } from "../lifecycle/with-lifecycle";
import { typeErrors } from "./exported-program";
import { madeServices, migrated } from "./migrated-program";
import { deploy, held, migrate, moveSecrets, stateFile } from "./migration";

const CONFIG: Record<string, string> = new Proxy({}, { get: (_, name) => `upstream-${String(name)}` });

/** The programs of the tests so far, which are compiled together: the compiler takes its time. */
const programs: Record<string, string> = {};

const to = (
  name: string,
  trafficPercentage: number | undefined,
  provider: string,
  model: string,
): Fields => ({
  name,
  ...(trafficPercentage === undefined ? {} : { trafficPercentage }),
  externalModelConfig: { modelProviderService: `main.ai.${provider}`, target: { model } },
});

test("an endpoint with two providers, shares, limits and permissions becomes services that do the same", async () => {
  const bench = await benchForTest();
  await bench.endpoint("assistant").up({
    ...split([gpt(), 70], [claude(), 20], [gpt("older", "gpt-4o"), 10]),
    description: "for all",
    aiGateway: {
      fallbackConfig: { enabled: true },
      rateLimits: [{ key: "user", calls: 100, renewalPeriod: "minute" }],
    },
    accessControlList: [{ groupName: "users", permissionLevel: "CAN_QUERY" }],
    tags: [{ key: "team", value: "support" }],
  });
  bench.writes();
  const { program, lost, secrets } = await migrate(bench, "assistant");
  expect(bench.writes()).toEqual([]);
  programs["several"] = program;
  expect(secrets).toEqual([
    { scope: "keys", key: "anthropic", to: "main.ai.keys_anthropic" },
    { scope: "keys", key: "openai", to: "main.ai.keys_openai" },
  ]);
  expect(lost.map(({ what }) => what)).toEqual(["permissions", "tags"]);
  const services = madeServices(program);
  expect(services.map(({ type }) => type)).toEqual([
    "ModelProviderService",
    "ModelProviderService",
    "ModelService",
  ]);
  expect(services[2]?.args).toEqual({
    parent: "main.ai",
    modelServiceId: "assistant",
    comment: "for all",
    config: {
      routing: {
        destinations: [
          to("claude", 20, "anthropic", "claude-sonnet-4-6"),
          to("gpt", 70, "openai", "gpt-5.4"),
          to("older", 10, "openai", "gpt-4o"),
        ],
        fallback: {
          destinations: [
            to("claude", undefined, "anthropic", "claude-sonnet-4-6"),
            to("gpt", undefined, "openai", "gpt-5.4"),
            to("older", undefined, "openai", "gpt-4o"),
          ],
        },
      },
      rateLimits: [{ key: "USER_DEFAULT", renewalPeriod: "MINUTE", requests: 100 }],
    },
    grants: [
      { principal: "users", privileges: ["EXECUTE"] },
      { principal: "admin@emulator.example", privileges: ["EXECUTE", "MANAGE"] },
    ],
  });
  await moveSecrets(bench, { secrets });
  await deploy(bench, services);
});

/** What a model says, whichever way it is asked. */
async function answerOf(bench: Bench, path: string, body: object): Promise<string> {
  const { choices } = await bench.byHand("POST", path, body);
  // The emulator's models say who they are: a vendor's model by an OpenAI-compatible URL is a custom provider's there, and
  // Azure's deployment has a name of its own.
  return choices[0].message.content.replace(/^Hello from \S+ \([\w-]+, /, "");
}

/** A chat model of each provider; those that a migration cannot move are not here. */
const MODELS: Readonly<Record<string, string>> = {
  openai: "gpt-5.4",
  anthropic: "claude-sonnet-4-6",
  cohere: "command-r-plus",
  "amazon-bedrock": "anthropic.claude-sonnet-4-5-20250929-v1:0",
  "google-cloud-vertex-ai": "gemini-2.5-flash",
  "databricks-model-serving": "databricks-gpt-5-4",
  ai21labs: "jamba-large",
  custom: "llama",
};

const BEDROCK_MODELS: Readonly<Record<string, string>> = {
  "amazon-bedrock by service credential": "ai21.jamba-1-5-large-v1:0",
  "amazon-bedrock of Amazon": "amazon.nova-pro-v1:0",
};

const withoutGrants = (program: string): string => program.replace(/\n {2}grants: \[[^]*?\n {2}\],/, "");

const movable = Object.entries(settingsOfProviders).filter(
  // An instance profile has to become a service credential, by hand.
  ([title, { provider }]) => provider in MODELS && !title.includes("instance profile"),
);

test.each(movable)("%s becomes services that preview and deploy", async (title, { provider, settings }) => {
  const bench = await benchForTest();
  await bench.byHand("POST", "/api/2.1/unity-catalog/credentials", { name: "bedrock" });
  const name = BEDROCK_MODELS[title] ?? MODELS[provider];
  const externalModel = { provider, name, task: "llm/v1/chat", ...settings };
  const endpoint = bench.endpoint("assistant");
  await endpoint.up({ config: { servedEntities: [{ name: "model", externalModel }] } });
  const { program, secrets } = await migrate(bench, "assistant");
  programs[title] = program;
  const stored = await migrate(
    bench,
    "assistant",
    "--from-state",
    stateFile(held("ServingEndpoint", endpoint)),
  );
  // Grants that are there besides are the workspace's to tell; a state knows what its program says.
  expect(withoutGrants(stored.program)).toBe(withoutGrants(program));
  await moveSecrets(bench, { secrets });
  await deploy(bench, madeServices(program, CONFIG));
  const question = { messages: [{ role: "user", content: "What is model serving?" }], max_tokens: 40 };
  const [before, after] = await Promise.all([
    answerOf(bench, "/serving-endpoints/assistant/invocations", question),
    answerOf(bench, "/ai-gateway/mlflow/v1/chat/completions", { ...question, model: "main.ai.assistant" }),
  ]);
  expect(after).toBe(before);
});

test("what is migrated compiles", () => {
  expect(Object.keys(programs)).toHaveLength(movable.length + 1);
  expect(typeErrors(programs)).toEqual([]);
}, 60_000);

test("what has to be done by hand is in the program and in the table", async () => {
  const bench = await benchForTest();
  const settings = settingsOfProviders["amazon-bedrock by instance profile"]?.settings ?? {};
  const externalModel = {
    provider: "amazon-bedrock",
    name: "cohere.command-r-plus-v1:0",
    task: "llm/v1/chat",
    ...settings,
  };
  await bench.endpoint("assistant").up({ config: { servedEntities: [{ name: "model", externalModel }] } });
  const { program, lost } = await migrate(bench, "assistant");
  expect(program).toContain('serviceCredential: { name: "TODO" }');
  expect(lost[0]?.why).toContain("make a service credential for the same role");
});

test("no value of a secret is printed, and one that the API does not show is asked for", async () => {
  const bench = await benchForTest();
  const entity = {
    name: "gpt",
    externalModel: {
      provider: "openai",
      name: "gpt-5.4",
      task: "llm/v1/chat",
      openaiConfig: { openaiApiKeyPlaintext: "upstream-openai" },
    },
  };
  await bench.endpoint("assistant").up({ config: { servedEntities: [entity] } });
  const { program } = await migrate(bench, "assistant");
  expect(program).not.toContain("upstream-openai");
  expect(program).toContain('config.requireSecret("assistant-gpt-openaiApiKey")');
});

test("guardrails, PaLM and models of one's own are in the table of what has no counterpart", async () => {
  const bench = await benchForTest();
  await bench.endpoint("assistant").up({
    ...split([gpt(), 100]),
    aiGateway: { guardrails: { input: { safety: true } } },
  });
  const { program, lost } = await migrate(bench, "assistant");
  expect(lost.map(({ what }) => what)).toEqual(["guardrails"]);
  expect(program.replaceAll("\n// ", " ")).toContain("attach a service policy");
});

test("what cannot be done is said: no schema, no endpoint, nothing that can move", async () => {
  const bench = await benchForTest();
  expect((await migrated(bench.emulator, "assistant")).said).toContain("Say with --to which schema");
  expect((await migrated(bench.emulator, "nope", "--to", "main.ai")).said).toContain(
    "There is no serving endpoint",
  );
  await bench.endpoint("fraud").up({
    config: {
      servedEntities: [{ entityName: "main.models.fraud", entityVersion: "3", scaleToZeroEnabled: false }],
    },
  });
  expect((await migrated(bench.emulator, "fraud", "--to", "main.ai")).said).toContain(
    "leads to external models" as string,
  );
});

import { expect, test } from "vitest";
import { claude, gpt, key, serving, split } from "./programs";
import { benchForTest } from "./with-lifecycle";

const ENDPOINTS = "/api/2.0/serving-endpoints";

/** An endpoint as a user makes it in the workspace: in another order, with server defaults, with upper case. */
const byHand = {
  name: "assistant",
  tags: [
    { key: "team", value: "a" },
    { key: "cost", value: "1" },
  ],
  config: {
    served_entities: [
      {
        external_model: {
          provider: "amazon-bedrock",
          name: "claude-v2:1",
          task: "llm/v1/chat",
          amazon_bedrock_config: {
            aws_region: "eu-central-1",
            bedrock_provider: "Anthropic",
            aws_access_key_id: key("aws-id"),
            aws_secret_access_key: key("aws-key"),
          },
        },
      },
    ],
  },
};

const asProgram = {
  adopt: true,
  tags: [
    { key: "cost", value: "1" },
    { key: "team", value: "a" },
  ],
  ...serving({
    externalModel: {
      provider: "amazon-bedrock",
      name: "claude-v2:1",
      task: "llm/v1/chat",
      amazonBedrockConfig: {
        awsRegion: "eu-central-1",
        bedrockProvider: "anthropic",
        awsAccessKeyId: key("aws-id"),
        awsSecretAccessKey: key("aws-key"),
      },
    },
  }),
};

test("adopting an endpoint that is as the program says sends nothing, and neither does the run after it", async () => {
  const bench = await benchForTest();
  await bench.byHand("POST", ENDPOINTS, byHand);
  bench.emulator.advance(10_000);
  bench.writes();
  const endpoint = bench.endpoint("assistant");
  expect(await endpoint.up(asProgram)).toBe("create");
  expect(bench.writes()).toEqual([]);
  expect(await endpoint.up(asProgram)).toBe("same");
  await endpoint.refresh();
  expect(await endpoint.up(asProgram)).toBe("same");
  expect(bench.reports).toContain('info: Adopted the existing endpoint "assistant".');
});

test("adopting an endpoint that differs brings it to the inputs, by the calls that this needs", async () => {
  const bench = await benchForTest();
  await bench.byHand("POST", ENDPOINTS, {
    ...byHand,
    ai_gateway: { usage_tracking_config: { enabled: true } },
  });
  bench.emulator.advance(10_000);
  bench.writes();
  const endpoint = bench.endpoint("assistant");
  const news = { adopt: true, ...split([gpt(), 50], [claude(), 50]) };
  await endpoint.up(news);
  expect(bench.writes()).toEqual([
    "PATCH …/assistant/tags",
    "PUT …/assistant/ai-gateway",
    "PUT …/assistant/config",
  ]);
  await endpoint.refresh();
  expect(await endpoint.up(news)).toBe("same");
});

test("adopting sends what the API hides, since it may be anything on an endpoint that we did not make", async () => {
  const bench = await benchForTest();
  const model = (settings: object) => ({
    name: "gpt",
    externalModel: { provider: "openai", name: "gpt-5.4", task: "llm/v1/chat", openaiConfig: settings },
  });
  await bench.byHand("POST", ENDPOINTS, {
    name: "assistant",
    config: {
      served_entities: [
        {
          name: "gpt",
          external_model: {
            provider: "openai",
            name: "gpt-5.4",
            task: "llm/v1/chat",
            openai_config: { openai_api_key_plaintext: "old" },
          },
        },
      ],
    },
  });
  bench.emulator.advance(10_000);
  bench.writes();
  const endpoint = bench.endpoint("assistant");
  const news = {
    adopt: true,
    ...serving(model({ openaiApiKeyPlaintext: "new" })),
    rateLimits: [{ calls: 5, renewalPeriod: "minute" }],
  };
  await endpoint.up(news);
  expect(bench.writes()).toEqual(["PUT …/assistant/rate-limits", "PUT …/assistant/config"]);
  expect(await endpoint.up(news)).toBe("same");
});

test("adopting never replaces: what cannot be changed is an error that names it, and nothing is sent", async () => {
  const bench = await benchForTest();
  await bench.byHand("POST", ENDPOINTS, { ...byHand, description: "the old one" });
  bench.emulator.advance(10_000);
  bench.writes();
  const failure = await bench
    .endpoint("assistant")
    .up({ ...asProgram, description: "mine" })
    .catch(String);
  expect(failure).toContain(
    "differs from this resource in what cannot be changed, so that it is not adopted:",
  );
  expect(failure).toContain("  - description: no call of the API updates a description");
  expect(bench.writes()).toEqual([]);
});

test("adopting where there is nothing creates", async () => {
  const bench = await benchForTest();
  await bench.endpoint("assistant").up(asProgram);
  expect(bench.writes()).toEqual(["POST …"]);
});

test("adopting an endpoint that is being updated waits for it, and verifies it where that is asked for", async () => {
  const bench = await benchForTest({ switches: { updateDelayMs: 60_000 } });
  await bench.byHand("POST", ENDPOINTS, byHand);
  bench.writes();
  const endpoint = bench.endpoint("assistant");
  await endpoint.up({ ...asProgram, verify: true });
  expect(bench.writes()).toEqual(["POST /serving-endpoints/assistant/served-models/claude-v2-1/invocations"]);
  expect(endpoint.outputs).toMatchObject({ state: { ready: "READY", configUpdate: "NOT_UPDATING" } });
});

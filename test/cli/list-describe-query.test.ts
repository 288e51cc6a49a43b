import { describe, expect, it } from "vitest";
import { anthropic, custom, openai, split, withEmulator, type Client } from "../emulator/with-emulator";
import { runHere } from "./run-here";

/** An emulated workspace with three endpoints. */
async function workspace(): Promise<Client> {
  const client = await withEmulator({ switches: { updateDelayMs: 60_000, customUpdateDelayMs: 60_000 } });
  const create = (name: string, config: object, more: object = {}) =>
    client.call("POST", "/api/2.0/serving-endpoints", { name, config, ...more });
  await create(
    "assistant",
    { served_entities: [openai(), anthropic()], traffic_config: split(["gpt", 80], ["claude", 20]) },
    {
      tags: [{ key: "team", value: "ml" }],
      ai_gateway: {
        fallback_config: { enabled: true },
        rate_limits: [{ calls: 5, renewal_period: "minute" }],
      },
    },
  );
  await create("fraud", { served_entities: [custom()] });
  client.emulator.advance(600_000);
  await create("young", { served_entities: [openai()] });
  client.emulator.journal.clear();
  return client;
}

const run = ({ emulator }: Client, args: string[], input?: string) =>
  runHere(args, {
    environment: { DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token },
    ...(input === undefined ? {} : { input }),
  });

const sent = ({ emulator }: Client) => emulator.journal.entries().map(({ method }) => method);

describe("list", () => {
  it("shows each endpoint with its models, state, traffic and owner, and sends GET only", async () => {
    const client = await workspace();
    const { code, text } = await run(client, ["list"]);
    expect(text).toBe(
      [
        "ENDPOINT   STATE     MODEL                        TRAFFIC  OWNER",
        "assistant  ready     openai/gpt-4o                80 %     admin@emulator.example",
        "                     anthropic/claude-sonnet-4-5  20 %",
        "fraud      ready     main.models.fraud v3         100 %    admin@emulator.example",
        "young      updating  openai/gpt-4o                100 %    admin@emulator.example",
        "",
      ].join("\n"),
    );
    expect(new Set(sent(client))).toEqual(new Set(["GET"]));
    expect(code).toBe(0);
  });

  it("answers the same in JSON, and filters by prefix and provider", async () => {
    const client = await workspace();
    const names = async (...args: string[]) =>
      (JSON.parse((await run(client, ["list", "--json", ...args])).text) as { name: string }[]).map(
        ({ name }) => name,
      );
    expect(await names()).toEqual(["assistant", "fraud", "young"]);
    expect(await names("--provider", "anthropic")).toEqual(["assistant"]);
    expect(await names("--prefix", "f")).toEqual(["fraud"]);
    expect(await names("--prefix", "none")).toEqual([]);
    const [first] = JSON.parse((await run(client, ["list", "--json"])).text) as object[];
    expect(first).toMatchObject({
      name: "assistant",
      state: "ready",
      fallback: true,
      models: [
        { name: "gpt", provider: "openai", model: "gpt-4o", task: "llm/v1/chat", traffic: 80 },
        { name: "claude", provider: "anthropic", traffic: 20 },
      ],
    });
  });

  it("leaves out an endpoint that goes while it looks", async () => {
    const client = await workspace();
    client.emulator.addFault({
      path: "/api/2.0/serving-endpoints/fraud",
      action: { kind: "status", status: 404, errorCode: "RESOURCE_DOES_NOT_EXIST", message: "gone" },
    });
    const { code, text } = await run(client, ["list"]);
    expect(text).not.toContain("fraud");
    expect(code).toBe(0);
  });
});

describe("describe", () => {
  it("shows state, models, gateway, tags and permissions", async () => {
    const client = await workspace();
    const { code, text } = await run(client, ["describe", "assistant"]);
    for (const part of [
      "State:          ready",
      "Owner:          admin@emulator.example",
      `Invocations:    ${client.emulator.url}/serving-endpoints/assistant/invocations`,
      "Tags:           team=ml",
      "  gpt     openai     gpt-4o             llm/v1/chat  80 %",
      "  fallbackConfig.enabled: true",
      "  rateLimits: calls 5, key endpoint, renewalPeriod minute",
    ])
      expect(text).toContain(part);
    expect(code).toBe(0);
  });

  it("shows no credential and no environment variable, in text or JSON", async () => {
    const client = await workspace();
    await client.call("POST", "/api/2.0/serving-endpoints", {
      name: "hidden",
      config: { served_entities: [{ ...custom(), environment_vars: { API_TOKEN: "tok-123456789" } }] },
    });
    for (const more of [[], ["--json"]]) {
      const { text } = await run(client, ["describe", "hidden", ...more]);
      expect(text).toContain("main.models.fraud");
      expect(text).not.toContain("tok-123456789");
    }
  });

  it("names the nearest endpoint where there is none of the name", async () => {
    const { code, said } = await run(await workspace(), ["describe", "asistant"]);
    expect(said).toContain('Did you mean "assistant"?');
    expect(code).toBe(1);
  });
});

describe("query", () => {
  it("streams the answer of a chat, and sends the prompt once", async () => {
    const client = await workspace();
    const { code, text, said } = await run(client, ["query", "assistant", "hello there"]);
    expect(text).toMatch(/\S+ .*\n$/);
    expect({ code, said }).toEqual({ code: 0, said: "" });
    const posts = client.emulator.journal.entries().filter(({ method }) => method === "POST");
    expect(posts).toMatchObject([
      {
        path: "/serving-endpoints/assistant/invocations",
        body: { stream: true, messages: [{ role: "user", content: "hello there" }] },
      },
    ]);
  });

  it("reads the prompt from standard input, and gives the whole answer in JSON", async () => {
    const client = await workspace();
    const options = ["--json", "--system", "be brief", "--max-tokens", "20", "--served-model", "claude"];
    const { code, text } = await run(client, ["query", "assistant", ...options], "from a pipe\n");
    expect(JSON.parse(text)).toMatchObject({ choices: [{ message: { role: "assistant" } }] });
    expect(client.emulator.journal.entries().at(-1)).toMatchObject({
      path: "/serving-endpoints/assistant/served-models/claude/invocations",
      body: {
        max_tokens: 20,
        messages: [
          { role: "system", content: "be brief" },
          { role: "user", content: "from a pipe\n" },
        ],
      },
    });
    expect(code).toBe(0);
  });

  it("waits for the whole answer of a provider that does not stream", async () => {
    const client = await withEmulator();
    const external_model = {
      provider: "ai21labs",
      name: "jamba-large",
      task: "llm/v1/chat",
      ai21labs_config: { ai21labs_api_key: "{{secrets/llm/openai}}" },
    };
    const config = { served_entities: [{ name: "jamba", external_model }] };
    await client.call("POST", "/api/2.0/serving-endpoints", { name: "jamba", config });
    client.emulator.advance(600_000);
    client.emulator.journal.clear();
    const { code, text, said } = await run(client, ["query", "jamba", "hello"]);
    expect({ code, said }).toEqual({ code: 0, said: "" });
    expect(text).toContain("You said: hello");
    const asked = client.emulator.journal.entries().filter(({ method }) => method === "POST");
    expect(asked.map(({ status }) => status)).toEqual([400, 200]);
  });

  it("asks a model service by its name of three parts, streamed and in JSON", async () => {
    const client = await withEmulator();
    const name = "system.ai.claude-opus-4-6";
    const streamed = await run(client, ["query", name, "hello there"]);
    expect(streamed.text).toMatch(/You said: hello there\n$/);
    const whole = await run(client, ["query", name, "--json"], "hello there");
    expect(JSON.parse(whole.text)).toMatchObject({ choices: [{ message: { role: "assistant" } }] });
    const asked = client.emulator.journal.entries().filter(({ method }) => method === "POST");
    expect(asked).toMatchObject([
      { path: "/ai-gateway/mlflow/v1/chat/completions", body: { model: name, stream: true } },
      { path: "/ai-gateway/mlflow/v1/chat/completions", body: { model: name } },
    ]);
    const absent = await run(client, ["query", "system.ai.nobody", "hello"]);
    expect(absent.said).toContain("system.ai.nobody");
    expect(absent.code).toBe(1);
    const chosen = await run(client, ["query", name, "hello", "--served-model", "x"]);
    expect(chosen.said).toContain("a model service chooses by itself");
  });

  it("asks for embeddings and completions in their own form", async () => {
    const client = await withEmulator();
    for (const [name, task, model] of [
      ["vectors", "llm/v1/embeddings", "text-embedding-3-small"],
      ["words", "llm/v1/completions", "gpt-3.5-turbo-instruct"],
    ] as const) {
      const { external_model } = openai() as { external_model: object };
      await client.call("POST", "/api/2.0/serving-endpoints", {
        name,
        config: {
          served_entities: [{ name: "one", external_model: { ...external_model, name: model, task } }],
        },
      });
    }
    client.emulator.advance(600_000);
    const vectors = await run(client, ["query", "vectors", "hello"]);
    expect(JSON.parse(vectors.text)).toMatchObject({ data: [{ embedding: expect.any(Array) }] });
    const words = await run(client, ["query", "words", "hello", "--no-stream"]);
    expect(words.text.trim()).not.toBe("");
    expect(client.emulator.journal.entries().at(-1)).toMatchObject({ body: { prompt: "hello" } });
  });

  it("says what is wrong: no prompt, no such model, a refusal, an answer that breaks off", async () => {
    const client = await workspace();
    expect(await run(client, ["query", "assistant"])).toMatchObject({
      code: 2,
      said: expect.stringContaining("there is no prompt: give it as an argument, or on standard input"),
    });
    expect(await run(client, ["query", "assistant", "x", "--served-model", "cluade"])).toMatchObject({
      code: 1,
      said: expect.stringContaining('assistant serves no model "cluade"; did you mean claude?'),
    });
    client.emulator.addFault({
      path: "/serving-endpoints/assistant/invocations",
      action: { kind: "status", status: 429, errorCode: "REQUEST_LIMIT_EXCEEDED", message: "too many calls" },
    });
    expect(await run(client, ["query", "assistant", "x"])).toMatchObject({
      code: 1,
      said: expect.stringContaining("too many calls"),
    });
  });
});

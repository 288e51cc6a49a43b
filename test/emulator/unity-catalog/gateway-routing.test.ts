import { expect, test } from "vitest";
import { CHAT, say, textOf, to, UNIFIED, withProviders } from "./with-gateway";
import { routing, toOpenai, UC, withChatService } from "./with-services";

test("traffic is split by percentage, and a destination with none gets none", async () => {
  const { call, createService } = await withProviders();
  const shares = [
    toOpenai("most", { traffic_percentage: 80 }),
    to("some", "main.ai.anthropic", "claude-sonnet-4-6", { traffic_percentage: 20 }),
    to("none", "main.ai.gemini", "gemini-3-pro", { traffic_percentage: 0 }),
  ];
  expect((await createService("split", routing(...shares))).status).toBe(200);
  const counts = { most: 0, some: 0, none: 0 };
  for (let i = 0; i < 200; i++) {
    const text = textOf(await call("POST", UNIFIED, say("Hi", "main.ai.split")));
    counts[/served as (\w+)/.exec(text)![1] as keyof typeof counts] += 1;
  }
  expect(counts.none).toBe(0);
  expect(counts.most).toBeGreaterThan(140);
  expect(counts.some).toBeGreaterThan(20);
});

test("fallbacks are tried in their order after 429 and 5xx, and not after a client's mistake", async () => {
  const { call, createService, emulator } = await withProviders();
  const config = {
    routing: {
      destinations: [toOpenai("first")],
      fallback: {
        destinations: [
          to("second", "main.ai.anthropic", "claude-sonnet-4-6"),
          to("third", "main.ai.gemini", "gemini-3-pro"),
        ],
      },
    },
  };
  await createService("safe", config);
  const ask = () => call("POST", UNIFIED, say("Hi", "main.ai.safe"));
  const broken = (...names: string[]) =>
    emulator.set({
      brokenModels: Object.fromEntries(
        names.map((name) => [`main.ai.safe/${name}`, { status: 503, message: "overloaded" }]),
      ),
    });
  expect(textOf(await ask())).toContain("served as first");
  broken("first");
  expect(textOf(await ask())).toContain("served as second");
  broken("first", "second");
  expect(textOf(await ask())).toContain("served as third");
  broken("first", "second", "third");
  expect(await ask()).toMatchObject({ status: 503, body: { error_code: "TEMPORARILY_UNAVAILABLE" } });
  emulator.set({ brokenModels: { "gpt-5.4": { status: 400, message: "no" } } });
  expect((await ask()).status).toBe(400);
  const metrics = await (await fetch(`${emulator.url}/_emulator/service-metrics/main.ai.safe`)).json();
  expect(metrics).toMatchObject([
    { destination: "first", requests: 5, serverErrors: 3, clientErrors: 1 },
    { destination: "second", requests: 3, serverErrors: 2 },
    { destination: "third", requests: 2, serverErrors: 1 },
  ]);
});

test("a destination that was deleted is refused, or passed over where the switches say so", async () => {
  const { call, createService, emulator } = await withProviders();
  const fallback = { destinations: [to("second", "main.ai.anthropic", "claude-sonnet-4-6")] };
  await createService("safe", { routing: { destinations: [toOpenai("first")], fallback } });
  await call("DELETE", `${UC}/model-provider-services/main.ai.openai`);
  const ask = () => call("POST", UNIFIED, say("Hi", "main.ai.safe"));
  expect((await ask()).body).toMatchObject({
    error_code: "FAILED_PRECONDITION",
    message: "Destination 'first' cannot be used: what it stands on was deleted.",
  });
  emulator.set({ deletedDestination: "fall-back" });
  expect(textOf(await ask())).toContain("served as second");
});

test("a model that its provider service lists no longer is not reached", async () => {
  const { call, patch } = await withProviders();
  const targets = [{ model: "gpt-5.4-mini", native_api_types: ["openai/v1/chat/completions"] }];
  await patch("model-provider-services/main.ai.openai", "config.targets", { config: { targets } });
  expect((await call("POST", UNIFIED, say("Hi"))).body.message).toBe(
    "Model 'gpt-5.4' is not among the targets of model provider service 'main.ai.openai'.",
  );
  await patch("model-provider-services/main.ai.openai", "config.allow_all_targets", {
    config: { allow_all_targets: true },
  });
  expect(textOf(await call("POST", UNIFIED, say("Hi")))).toContain("gpt-5.4");
});

test("an inference table gets a row for each request, refused ones too, and is read on the control path", async () => {
  const { call, patch, emulator } = await withChatService();
  const inference_table = { parent: "schemas/main.ai" };
  await patch(`model-services/${CHAT}`, "config.inference_table", { config: { inference_table } });
  await call("POST", UNIFIED, say("Hi", CHAT, { client_request_id: "mine" }));
  emulator.set({ brokenModels: { "gpt-5.4": { status: 500, message: "broken" } } });
  await call("POST", UNIFIED, say("again"));
  const rows = await (await fetch(`${emulator.url}/_emulator/tables/main.ai.chat_payload`)).json();
  expect(rows).toMatchObject([
    {
      client_request_id: "mine",
      service_name: CHAT,
      destination_name: "gpt",
      destination_model: "gpt-5.4",
      api_type: "mlflow/v1/chat/completions",
      requester: "admin@emulator.example",
      status_code: 200,
      request: expect.stringContaining("Hi"),
      response: expect.stringContaining("Hello from gpt-5.4"),
    },
    { status_code: 500, request: expect.stringContaining("again"), output_tokens: 0 },
  ]);
  expect(await (await fetch(`${emulator.url}/_emulator/usage`)).json()).toHaveLength(2);
  emulator.set({ brokenModels: {} });
  await call("DELETE", `${UC}/tables/main.ai.chat_payload`);
  expect((await call("POST", UNIFIED, say("Hi"))).status).toBe(200);
  emulator.set({ deletedInferenceTable: "refuse" });
  expect((await call("POST", UNIFIED, say("Hi"))).body.message).toBe(
    "The inference table of 'main.ai.chat' was deleted.",
  );
});

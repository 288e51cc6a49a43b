import { Agent, setGlobalDispatcher } from "undici";
import { expect, test } from "vitest";
import { query, SERVICES, withChatService, withServices } from "../emulator/unity-catalog/with-services";
import { openai, split, withEmulator } from "../emulator/with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";
const AT_A_TIME = 100;

/** Runs so many jobs, a hundred at a time. */
async function inParallel(count: number, job: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await job(next++);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}

test("10,000 mixed requests, 100 at a time, end without an error and leave little memory behind", async () => {
  setGlobalDispatcher(new Agent({ connections: AT_A_TIME }));
  const { call, emulator } = await withChatService({ switches: { updateDelayMs: 0 } });
  const config = {
    served_entities: [openai(), openai("mini", "gpt-4o-mini")],
    traffic_config: split(["gpt", 70], ["mini", 30]),
  };
  for (let i = 0; i < 20; i++)
    expect((await call("POST", ENDPOINTS, { name: `chat-${i}`, config })).status).toBe(200);
  const body = { messages: [{ role: "user", content: "hello" }] };
  const statuses: Record<string, number> = {};
  const times: number[] = [];
  const ask = async (index: number): Promise<void> => {
    const name = `chat-${index % 20}`;
    const started = performance.now();
    const requests = [
      () => call("GET", `${ENDPOINTS}/${name}`),
      () => call("POST", `/serving-endpoints/${name}/invocations`, body),
      () => call("POST", `/serving-endpoints/${name}/invocations`, { ...body, stream: true }),
      () => call("PATCH", `${ENDPOINTS}/${name}/tags`, { add_tags: [{ key: `k${index % 7}`, value: "v" }] }),
      () => call("GET", ENDPOINTS),
      () => call("PUT", `${ENDPOINTS}/${name}/config`, config),
      () => call("GET", "/api/2.0/preview/scim/v2/Me"),
      () => call("GET", "/api/2.0/secrets/list?scope=llm"),
      () => call("POST", "/ai-gateway/mlflow/v1/chat/completions", { ...body, model: "main.ai.chat" }),
      () => call("POST", "/serving-endpoints/responses", { model: name, input: "hello" }),
      () => call("GET", `${SERVICES}?parent=schemas%2Fmain.ai`),
    ];
    const { status } = await requests[index % requests.length]!();
    statuses[status] = (statuses[status] ?? 0) + 1;
    times.push(performance.now() - started);
  };
  await inParallel(2000, ask);
  emulator.journal.clear();
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  await inParallel(8000, ask);
  emulator.journal.clear();
  globalThis.gc?.();
  expect(statuses).toEqual({ 200: 10_000 });
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(50 * 1024 * 1024);
  const p99 = times.toSorted((a, b) => a - b)[9900]!;
  console.log(`p99 ${Math.round(p99)} ms, at ${AT_A_TIME} requests at a time`);
});

test("1,000 model services are listed in pages, each once, and every page but the last is full", async () => {
  const { call, createProvider, createService } = await withServices();
  await createProvider("openai");
  await inParallel(1000, async (index) => {
    expect((await createService(`chat-${index}`)).status).toBe(200);
  });
  const names: string[] = [];
  const sizes: number[] = [];
  for (let token = ""; sizes.length === 0 || token !== "";) {
    const page = { parent: "schemas/main.ai", page_size: "100", page_token: token };
    const { model_services: services, next_page_token: next = "" } = (
      await call("GET", query(SERVICES, page))
    ).body;
    names.push(...services.map((one: any) => one.name as string));
    sizes.push(services.length as number);
    token = next;
  }
  expect(sizes).toEqual(Array.from({ length: 10 }, () => 100));
  expect(new Set(names).size).toBe(1000);
});

test("1,000 endpoints are listed, each once", async () => {
  const { call } = await withEmulator();
  await inParallel(1000, async (index) => {
    expect(
      (await call("POST", ENDPOINTS, { name: `chat-${index}`, config: { served_entities: [openai()] } }))
        .status,
    ).toBe(200);
  });
  const { endpoints } = (await call("GET", ENDPOINTS)).body;
  expect(new Set(endpoints.map((one: any) => one.name)).size).toBe(1000);
});

test("an hour of clock time with calls, rollouts and limits changes nothing about how it answers", async () => {
  const { call, emulator } = await withEmulator();
  const gateway = {
    rate_limits: [{ calls: 30, renewal_period: "minute" }],
    usage_tracking_config: { enabled: true },
  };
  await call("POST", ENDPOINTS, {
    name: "chat",
    config: { served_entities: [openai()] },
    ai_gateway: gateway,
  });
  emulator.advance(60_000);
  for (let minute = 0; minute < 60; minute++) {
    const statuses: number[] = [];
    for (let i = 0; i < 31; i++) {
      const answer = await call("POST", "/serving-endpoints/chat/invocations", {
        messages: [{ role: "user", content: "x" }],
      });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([...Array.from({ length: 30 }, () => 200), 429]);
    if (minute % 10 === 0) await call("PUT", `${ENDPOINTS}/chat/config`, { served_entities: [openai()] });
    emulator.advance(60_000);
  }
  expect((await call("GET", `${ENDPOINTS}/chat`)).body).toMatchObject({ config: { config_version: 7 } });
});

import { existsSync, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, describe, expect, test, type TestContext } from "vitest";
import { openaiConfig, PROVIDERS, query, SERVICES, toOpenai } from "./unity-catalog/with-services";
import { UNIFIED } from "./unity-catalog/with-gateway";
import { CHAT, say, withChat } from "./with-chat";
import { anthropic, openai, split, withEmulator, type Client } from "./with-emulator";

const SCREENSHOTS = join(__dirname, "../../.tmp/page");

/** An emulator with a busy endpoint: a guardrail, a fallback and limits have had something to do. */
async function busy(): Promise<Client> {
  const client = await withChat([openai(), anthropic()], {
    traffic: split(["gpt", 100], ["claude", 0]),
    ai_gateway: {
      fallback_config: { enabled: true },
      guardrails: { input: { pii: { behavior: "BLOCK" } } },
      rate_limits: [{ calls: 50, key: "endpoint", renewal_period: "minute" }],
    },
  });
  const { call, emulator } = client;
  // Limits count by the minute: start at the beginning of one.
  emulator.advance(60_000 - (Date.now() % 60_000));
  await call("POST", CHAT, say("hello"));
  await call("POST", CHAT, say("mail ann@example.com"));
  emulator.addScript({ model: "gpt-4o", times: 1, answer: { error: { status: 503, message: "down" } } });
  await call("POST", CHAT, say("hello again"));
  return client;
}

describe("the page's data", () => {
  test("shows state, traffic, limits and the way of each query, and no secret", async () => {
    const { call, emulator } = await busy();
    const { body, text } = await call("GET", "/_emulator/page/overview");
    const plain = plainText(body.overview);
    expect(plain).toContain("chat READY configuration 1, with fallback");
    expect(plain).toContain("declared 100 %, actual 67 %");
    expect(plain).toContain("endpoint: 47 of 50 calls left in this minute");
    expect(plain).toContain("gpt → claude (fallback) answered 200");
    expect(plain).toContain("no model was asked input guardrail 400");
    const page = await call("GET", "/");
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    for (const secret of [emulator.token, "sk-fake-openai", "ann@example.com"])
      expect(page.text + text).not.toContain(secret);
  });

  test("escapes what others have named", async () => {
    const { call, emulator } = await busy();
    emulator.addIdentity({ userName: "<img src=x>@example.com", tokens: ["token-x"], admin: true });
    await call("POST", CHAT, say("x"), "token-x");
    expect((await call("GET", "/_emulator/page/overview")).body.overview).toContain("&lt;img src=x&gt;");
  });

  test("says what each model would be sent, and why one would refuse it", async () => {
    const { call } = await busy();
    const ask = { endpoint: "chat", prompt: "Hi", stream: true, tools: true };
    const { body } = await call("POST", "/_emulator/page/sent", ask);
    expect(body).toMatchObject([
      { servedModel: "gpt", provider: "openai", request: { stream: true, tools: [{ type: "function" }] } },
      { servedModel: "claude", provider: "anthropic" },
    ]);
    expect((await call("POST", "/_emulator/page/sent", { ...ask, endpoint: "none" })).status).toBe(404);
    expect((await call("POST", "/_emulator/page/try", { ...ask, stream: "yes" })).status).toBe(400);
  });
});

/** The same with a model service whose first destination fails now and then, and one whose provider is gone. */
async function busyServices(): Promise<Client> {
  const client = await busy();
  const { call, emulator } = client;
  const parent = "schemas/main.ai";
  const provider = (id: string) =>
    call("POST", query(PROVIDERS, { parent, model_provider_service_id: id }), { config: openaiConfig() });
  const service = (id: string, config: object) =>
    call("POST", query(SERVICES, { parent, model_service_id: id }), { config });
  await provider("openai");
  await provider("gone");
  const config = {
    routing: {
      destinations: [
        toOpenai("large", { traffic_percentage: 100 }),
        toOpenai("small", { traffic_percentage: 0, external_model_config: onMini }),
      ],
      fallback: { destinations: [toOpenai("spare", { external_model_config: onMini })] },
    },
    rate_limits: [
      { key: "RATE_LIMIT_KEY_SERVICE", renewal_period: "RATE_LIMIT_RENEWAL_PERIOD_HOUR", requests: 10 },
      {
        key: "RATE_LIMIT_KEY_USER_DEFAULT",
        renewal_period: "RATE_LIMIT_RENEWAL_PERIOD_MINUTE",
        tokens: 1000,
      },
    ],
  };
  expect((await service("assist", config)).body.message).toBeUndefined();
  const gone = { ...onMini, model_provider_service: "model-provider-services/main.ai.gone" };
  await service("broken", { routing: { destinations: [toOpenai("gone", { external_model_config: gone })] } });
  await call("DELETE", `${PROVIDERS}/main.ai.gone`);
  await call("PATCH", `${SERVICES}/main.ai.assist?update_mask=comment`, { comment: "x" });
  await call("POST", UNIFIED, { ...say("hello"), model: "main.ai.assist" });
  emulator.addScript({
    servedEntity: "large",
    times: 1,
    answer: { error: { status: 503, message: "down" } },
  });
  await call("POST", UNIFIED, { ...say("hello again"), model: "main.ai.assist" });
  return client;
}

const onMini = {
  model_provider_service: "model-provider-services/main.ai.openai",
  target: { model: "gpt-5.4-mini" },
};

/** What a person reads. */
const plainText = (html: string): string => html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");

describe("the page's data of model services", () => {
  test("shows state, traffic, fallback, limits of each period and the way of each query, and no key", async () => {
    const { call } = await busyServices();
    const { body, text } = await call("GET", "/_emulator/page/overview");
    const plain = plainText(body.overview);
    expect(plain).toContain("main.ai.assist READY configuration 2, falls back to spare");
    expect(plain).toMatch(/comment changed .* created/);
    expect(plain).toContain("large openai/gpt-5.4 declared 100 %, actual 67 % 100 % / 67 % 2, 1 failed");
    expect(plain).toContain("small openai/gpt-5.4-mini declared 0 %, actual 0 %");
    expect(plain).toContain("spare openai/gpt-5.4-mini a fallback, actual 33 % fallback / 33 % 1");
    expect(plain).toContain("service: 8 of 10 calls left in this hour");
    expect(plain).toMatch(/user default: 9\d\d of 1000 tokens left in this minute/);
    expect(plain).toContain("main.ai.assist large → spare (fallback) answered 200");
    expect(plain).toContain("main.ai.broken DESTINATION DELETED");
    expect(body.names).toContain("main.ai.assist");
    expect(text).not.toContain("sk-openai-plain");
  });

  test("says what each destination would be sent, and asks by the service's own way", async () => {
    const { call } = await busyServices();
    const ask = { endpoint: "main.ai.assist", prompt: "Hi", stream: false, tools: true };
    const { body } = await call("POST", "/_emulator/page/sent", ask);
    expect(body).toMatchObject([
      { servedModel: "large", model: "gpt-5.4", request: { tools: [{ type: "function" }] } },
      { servedModel: "small", model: "gpt-5.4-mini" },
      { servedModel: "spare" },
    ]);
    const tried = await call("POST", "/_emulator/page/try", { ...ask, tools: false });
    expect(tried.body.choices[0].message.content).toContain("gpt-5.4");
    expect((await call("POST", "/_emulator/page/try", { ...ask, endpoint: "main.ai.none" })).status).toBe(
      404,
    );
    expect((await call("POST", "/_emulator/page/try", { ...ask, endpoint: "main.ai.broken" })).status).toBe(
      400,
    );
  });
});

test("a thousand endpoints are shown in pages and found by a part of their name, without delay", async () => {
  const { call } = await withEmulator();
  const config = { served_entities: [openai()] };
  for (let i = 0; i < 1000; i++)
    await call("POST", "/api/2.0/serving-endpoints", { name: `chat-${String(i).padStart(3, "0")}`, config });
  const started = performance.now();
  const seen = new Set<string>();
  for (let page = 0; page < 50; page++) {
    const { body } = await call("GET", `/_emulator/page/overview?page=${page}`);
    expect(body.shown).toEqual({ from: page * 20, to: page * 20 + 20, matching: 1000 });
    for (const [, name] of body.overview.matchAll(/<h3>\s*(chat-\d+)/g)) seen.add(name);
  }
  expect(seen.size).toBe(1000);
  expect((performance.now() - started) / 50).toBeLessThan(200);
  const found = (await call("GET", "/_emulator/page/overview?page=99&find=CHAT-99")).body;
  expect(found.shown).toEqual({ from: 0, to: 10, matching: 10 });
  expect((await call("GET", "/_emulator/page/overview?find=none&page=x")).body.shown.matching).toBe(0);
});

describe("the page in a browser", () => {
  let browser: Browser | undefined;
  afterAll(() => browser?.close());

  async function open(
    { emulator }: Client,
    context: TestContext,
    colorScheme: "light" | "dark",
  ): Promise<Page> {
    const names = ["chromium", "chromium-browser", "google-chrome"];
    const executablePath = (process.env.PATH ?? "")
      .split(delimiter)
      .flatMap((folder) => names.map((name) => join(folder, name)))
      .find((file) => existsSync(file));
    if (executablePath === undefined) context.skip("needs chromium on the PATH");
    browser ??= await chromium.launch({ executablePath: executablePath!, args: ["--no-sandbox"] });
    const page = await browser.newPage({ colorScheme, viewport: { width: 1000, height: 900 } });
    // Nothing but the emulator may be asked.
    const elsewhere: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(emulator.url) && !request.url().startsWith("data:"))
        elsewhere.push(request.url());
    });
    page.on("pageerror", (error) => elsewhere.push(error.message));
    page.on("close", () => expect(elsewhere).toEqual([]));
    await page.goto(emulator.url);
    await page.getByRole("heading", { name: "chat READY" }).waitFor();
    return page;
  }

  test.for(["light", "dark"] as const)(
    "asks a prompt by keyboard alone, streams the answer, and keeps up to date (%s)",
    { timeout: 60_000 },
    async (colorScheme, context) => {
      const client = await busy();
      const page = await open(client, context, colorScheme);
      await page.getByRole("textbox", { name: "Prompt" }).focus();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type("From the page");
      for (const key of ["Tab", "Tab", "Tab", "Enter"]) await page.keyboard.press(key);
      const answer = page.getByLabel("Answer");
      await expect
        .poll(() => answer.textContent())
        .toBe("Hello from gpt-4o (openai, served as gpt). You said: From the page");
      expect(await page.getByRole("status").textContent()).toBe("Answered by gpt:");
      await client.call("POST", CHAT, say("from elsewhere"));
      await expect.poll(() => page.locator("tbody tr").count(), { timeout: 5000 }).toBe(2 + 5);
      const ground = await page.evaluate("getComputedStyle(document.body).backgroundColor");
      expect(ground).toBe(colorScheme === "light" ? "rgb(255, 255, 255)" : "rgb(22, 25, 29)");
      mkdirSync(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: join(SCREENSHOTS, `${colorScheme}.png`), fullPage: true });
      await page.close();
    },
  );

  test("calls a tool, and shows what would be sent", { timeout: 60_000 }, async (context) => {
    const page = await open(await busy(), context, "light");
    await page.getByRole("checkbox", { name: "with a tool" }).check();
    await page.getByRole("button", { name: "Ask" }).click();
    const answer = page.getByLabel("Answer");
    await expect.poll(() => answer.textContent()).toBe('calls get_weather {"city":"city"}');
    await page.getByRole("button", { name: "What would be sent" }).click();
    await expect.poll(() => answer.textContent()).toContain('"provider": "anthropic"');
    await page.close();
  });

  test(
    "shows model services, finds one of them, and asks it with a stream",
    { timeout: 60_000 },
    async (context) => {
      const page = await open(await busyServices(), context, "dark");
      await page.getByRole("searchbox", { name: "Find" }).fill("assist");
      await page.getByRole("heading", { name: "main.ai.assist READY" }).waitFor();
      await page.getByRole("heading", { name: "chat READY" }).waitFor({ state: "detached" });
      expect(await page.locator("#range").textContent()).toBe("1 to 1 of 1");
      expect(await page.getByRole("button", { name: "Next" }).isDisabled()).toBe(true);
      await page.getByRole("combobox", { name: "Endpoint or model service" }).selectOption("main.ai.assist");
      await page.getByRole("textbox", { name: "Prompt" }).fill("From the page");
      await page.getByRole("button", { name: "Ask" }).click();
      const answer = page.getByLabel("Answer");
      await expect
        .poll(() => answer.textContent())
        .toBe("Hello from gpt-5.4 (openai, served as large). You said: From the page");
      expect(await page.getByRole("status").textContent()).toBe("Answered by large:");
      await expect.poll(() => page.locator("article tbody tr").count()).toBe(3);
      await page.getByRole("searchbox", { name: "Find" }).fill("");
      await page.getByRole("heading", { name: "main.ai.broken DESTINATION DELETED" }).waitFor();
      mkdirSync(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: join(SCREENSHOTS, "model-services.png"), fullPage: true });
      await page.close();
    },
  );
});

import { existsSync, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, describe, expect, test, type TestContext } from "vitest";
import { CHAT, say, withChat } from "./with-chat";
import { anthropic, openai, split, type Client } from "./with-emulator";

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
    const plain = body.overview.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
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
});

import { describe, expect, it } from "vitest";
import { apiErrorOf } from "./api-error-of";
import { HandClock } from "./hand-clock";
import { clientOf, envelope, serving, TOKEN } from "./serving";

describe("a request", () => {
  it("carries sign-in, agent and JSON, and brings back body, date and request id", async () => {
    const server = await serving(() => ({
      body: { name: "chat" },
      headers: { date: "Sun, 22 Nov 2026 12:00:00 GMT", "x-request-id": "abc-1" },
    }));
    const { client } = clientOf(server.url);

    const answer = await client.request("POST", "/api/2.0/serving-endpoints", {
      body: { name: "chat" },
      query: { dry: "a b" },
    });

    expect(answer).toMatchObject({
      status: 200,
      json: { name: "chat" },
      date: Date.UTC(2026, 10, 22, 12),
      requestId: "abc-1",
    });
    const [request] = server.received;
    expect(request).toMatchObject({ path: "/api/2.0/serving-endpoints?dry=a+b", body: '{"name":"chat"}' });
    expect(request?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      "content-type": "application/json",
      accept: "application/json",
    });
    expect(request?.headers["user-agent"]).toMatch(/^pulumi-databricks-serving\/\d+\.\d+\.\d+ node\/\d+/);
    expect(client.requests).toBe(1);
  });

  it("sends no body and no content type where none is given", async () => {
    const server = await serving(() => ({}));
    await clientOf(server.url).client.request("GET", "/x");
    expect(server.received[0]?.body).toBe("");
    expect(server.received[0]?.headers["content-type"]).toBeUndefined();
  });

  it("answers {} where the body is empty", async () => {
    const server = await serving(() => ({ body: "" }));
    const answer = await clientOf(server.url).client.request("DELETE", "/api/2.0/serving-endpoints/x");
    expect(answer).toMatchObject({ json: {}, text: "" });
  });

  it("returns text of another kind as it came where that was asked for", async () => {
    const server = await serving(() => ({ body: "# HELP requests\nrequests 1\n" }));
    const answer = await clientOf(server.url).client.request("GET", "/metrics", { accept: "text/plain" });
    expect(answer.text).toBe("# HELP requests\nrequests 1\n");
    expect(server.received[0]?.headers.accept).toBe("text/plain");
  });

  it("uses the same connections again for requests after another", async () => {
    const server = await serving(() => ({}));
    const { client } = clientOf(server.url);
    for (let i = 0; i < 20; i += 1) await client.request("GET", "/x");
    // Two, as the pool counts a connection as busy until the answer's last callback has returned.
    expect(server.connections).toBeLessThanOrEqual(2);
  });

  it("runs at once with others, but not with more than the workspace can bear", async () => {
    let under = 0;
    let most = 0;
    const server = await serving(async () => {
      most = Math.max(most, (under += 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
      under -= 1;
      return {};
    });
    const { client } = clientOf(server.url);
    await Promise.all(Array.from({ length: 200 }, () => client.request("GET", "/x")));
    expect(client.requests).toBe(200);
    expect(most).toBeGreaterThan(16);
    expect(most).toBeLessThanOrEqual(64);
  });

  it("is logged in one line, without its query and body", async () => {
    const server = await serving(() => ({}));
    const lines: string[] = [];
    const { client } = clientOf(server.url, { log: (line) => lines.push(line) });
    await client.request("POST", "/api/2.0/x", { query: { q: "private" }, body: { secret: "private" } });
    expect(lines).toEqual(["POST /api/2.0/x → 200 (0 ms)"]);
  });
});

describe("a request that may be sent again", () => {
  it("is repeated while the server is unavailable, waiting longer each time", async () => {
    const server = await serving((_request, count) =>
      count < 4 ? { status: 503, body: "" } : { body: { n: 1 } },
    );
    const { client, clock } = clientOf(server.url);
    expect((await client.request("GET", "/x")).json).toEqual({ n: 1 });
    expect(clock.slept).toEqual([187.5, 375, 750]);
    expect(client.requests).toBe(4);
  });

  it.each([500, 502, 503, 504])(
    "fails as unavailable in the end when the server only says %i",
    async (status) => {
      const server = await serving(() => ({ status, body: envelope("INTERNAL_ERROR", "Try later") }));
      const { client } = clientOf(server.url);
      const error = await apiErrorOf(client.request("PUT", "/x", { body: {}, repeatable: true }));
      expect(error).toMatchObject({ category: "unavailable", status });
      expect(server.received).toHaveLength(8);
    },
  );

  it.each(["before", "middle"] as const)("is repeated when the answer is cut %s", async (cut) => {
    const server = await serving((_request, count) =>
      count === 1 ? { cut, body: { a: 1 } } : { body: { a: 2 } },
    );
    const { client } = clientOf(server.url);
    expect((await client.request("GET", "/x")).json).toEqual({ a: 2 });
  });

  it("is repeated when the server stays silent too long", async () => {
    const server = await serving((_request, count) => (count === 1 ? { silent: true } : {}));
    const { client } = clientOf(server.url);
    await client.request("GET", "/x", { timeoutMs: 50 });
    expect(server.received).toHaveLength(2);
  });

  it("is any one that the caller says is, such as a PATCH that sets values", async () => {
    const server = await serving((_request, count) => (count === 1 ? { cut: "before" } : {}));
    const { client } = clientOf(server.url);
    await client.request("PATCH", "/tags", { body: {}, repeatable: true });
    expect(server.received).toHaveLength(2);
  });

  it("is given up when its deadline would pass while waiting", async () => {
    const server = await serving(() => ({ status: 503, body: "" }));
    const { client, clock } = clientOf(server.url);
    const error = await apiErrorOf(client.request("GET", "/x", { deadline: clock.now() + 1_000 }));
    expect(error.category).toBe("unavailable");
    // After 187.5 and 375 ms a wait of 750 ms would be too long.
    expect(clock.slept).toEqual([187.5, 375]);
  });

  it("is not sent at all after its deadline", async () => {
    const server = await serving(() => ({}));
    const { client, clock } = clientOf(server.url);
    const error = await apiErrorOf(client.request("GET", "/x", { deadline: clock.now() }));
    expect(error.message).toContain("the time for it was over");
    expect(server.received).toEqual([]);
  });
});

describe("a request that may not be sent twice", () => {
  it.each(["before", "middle"] as const)("has an unknown fate when the answer is cut %s", async (cut) => {
    const server = await serving(() => ({ cut, body: { name: "chat" } }));
    const error = await apiErrorOf(clientOf(server.url).client.request("POST", "/x", { body: {} }));
    expect(error.fate).toBe("unknown");
    expect(error.message).toContain("The request may have been carried out.");
    expect(server.received).toHaveLength(1);
  });

  it.each([500, 502, 503, 504])("has an unknown fate when the answer is %i", async (status) => {
    const server = await serving(() => ({ status, body: "" }));
    const error = await apiErrorOf(clientOf(server.url).client.request("POST", "/x", { body: {} }));
    expect(error).toMatchObject({ fate: "unknown", status });
    expect(server.received).toHaveLength(1);
  });

  it("has an unknown fate when no answer comes in time", async () => {
    const server = await serving(() => ({ silent: true }));
    const { client } = clientOf(server.url);
    const error = await apiErrorOf(client.request("PATCH", "/x", { body: {}, timeoutMs: 50 }));
    expect(error.fate).toBe("unknown");
    expect(error.detail).toContain("did not answer within 0.1 s");
    expect(server.received).toHaveLength(1);
  });

  it("is repeated when it was refused for being too many, as nothing was done", async () => {
    const server = await serving((_request, count) =>
      count === 1 ? { status: 429, body: envelope("REQUEST_LIMIT_EXCEEDED", "Too many requests") } : {},
    );
    await clientOf(server.url).client.request("POST", "/x", { body: {} });
    expect(server.received).toHaveLength(2);
  });

  it("is repeated a few times when nothing could be sent", async () => {
    const server = await serving(() => ({}));
    await server.close();
    const { client, clock } = clientOf(server.url);
    const error = await apiErrorOf(client.request("POST", "/x", { body: {} }));
    expect(error.category).toBe("unreachable");
    expect(error.message).toBe(
      `POST /x: cannot reach ${server.url}: nothing accepts connections at ${server.url.slice(7)} (ECONNREFUSED). ` +
        "Nothing was sent. Check host and port (DATABRICKS_HOST), for an emulator that it is running, and HTTPS_PROXY where that is the proxy's address.",
    );
    expect(clock.slept).toHaveLength(2);
  });
});

describe("a request that is cancelled", () => {
  it("is not sent where that came before", async () => {
    const server = await serving(() => ({}));
    const { client } = clientOf(server.url);
    const error = await apiErrorOf(client.request("GET", "/x", { signal: AbortSignal.abort() }));
    expect(error.category).toBe("cancelled");
    expect(server.received).toEqual([]);
  });

  it("is left while it runs, saying that it may have been carried out", async () => {
    const controller = new AbortController();
    const server = await serving(() => {
      controller.abort();
      return { silent: true };
    });
    const { client } = clientOf(server.url);
    const error = await apiErrorOf(client.request("POST", "/x", { body: {}, signal: controller.signal }));
    expect(error.category).toBe("cancelled");
    expect(error.message).toContain("The request may have been carried out.");
  });

  it("is not repeated after a failure", async () => {
    const controller = new AbortController();
    const server = await serving(() => {
      setImmediate(() => controller.abort());
      return { status: 503, body: "" };
    });
    const { client } = clientOf(server.url);
    const error = await apiErrorOf(client.request("GET", "/x", { signal: controller.signal }));
    expect(error.category).toBe("cancelled");
  });
});

describe("too many requests", () => {
  it.each([
    ["seconds", "7"],
    ["a date", "Sun, 22 Nov 2026 12:00:07 GMT"],
  ])("are repeated after the time that the server asks for in %s", async (_form, header) => {
    const server = await serving((_request, count) =>
      count === 1 ? { status: 429, body: "", headers: { "retry-after": header } } : {},
    );
    const { client, clock } = clientOf(server.url);
    const before = clock.now();
    await client.request("GET", "/x");
    expect(clock.now() - before).toBe(7_000);
  });

  it("are repeated for as long as the deadline allows, and the error then says so", async () => {
    const server = await serving(() => ({
      status: 429,
      body: envelope("RESOURCE_EXHAUSTED", "Slow down."),
      headers: { "retry-after": "2" },
    }));
    const { client, clock } = clientOf(server.url);
    const error = await apiErrorOf(client.request("GET", "/x", { deadline: clock.now() + 60_000 }));
    expect(error).toMatchObject({ category: "throttled", status: 429, retryAfterMs: 2_000 });
    expect(server.received.length).toBeGreaterThan(8);
  });
});

describe("a host that has worked", () => {
  it("is waited for when it is out of reach for a moment", async () => {
    const server = await serving(() => ({}));
    class ReopeningClock extends HandClock {
      override async sleep(ms: number, signal?: AbortSignal): Promise<void> {
        if (this.slept.length === 4) await server.reopen();
        await super.sleep(ms, signal);
      }
    }
    const { client } = clientOf(server.url, { clock: new ReopeningClock() });
    await client.request("GET", "/x");
    await server.close();
    expect((await client.request("GET", "/x")).status).toBe(200);
  });

  it("is given up after about half a minute", async () => {
    const server = await serving(() => ({}));
    const { client, clock } = clientOf(server.url);
    await client.request("GET", "/x");
    await server.close();
    const before = clock.now();
    expect((await apiErrorOf(client.request("GET", "/x"))).category).toBe("unreachable");
    expect(clock.now() - before).toBeGreaterThan(15_000);
    expect(clock.now() - before).toBeLessThan(60_000);
  });
});

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../provider/client/api/clock";
import { HttpClient } from "../../../provider/client/api/http-client";
import { apiErrorOf } from "./api-error-of";
import { clientOf, envelope, serving } from "./serving";

test("those who queue behind one long Retry-After give up at once, each with what it would have waited for", async () => {
  const server = await serving((_request, count) =>
    count === 1
      ? {
          status: 429,
          headers: { "retry-after": "3600" },
          body: envelope("REQUEST_LIMIT_EXCEEDED", "Too many requests"),
        }
      : {},
  );
  const { client, clock } = clientOf(server.url);
  const deadline = clock.now() + 60_000;
  expect(await apiErrorOf(client.request("GET", "/first", { deadline }))).toMatchObject({
    category: "throttled",
  });
  const others = await Promise.all(
    ["/a", "/b", "/c"].map((path) => apiErrorOf(client.request("PUT", path, { deadline }))),
  );
  for (const { message, fate } of others) {
    expect(message).toMatch(/throttles and asks for patience .* 3600 s at the earliest.* Nothing was sent\./);
    expect(fate).toBe("not-done");
  }
  expect(clock.now()).toBeLessThan(deadline);
  expect(server.received).toHaveLength(1);
});

test("a sign-in that does not end is given up at the deadline, and nothing was sent", async () => {
  const connection = {
    host: "http://127.0.0.1:1",
    method: "databricks-cli",
    source: "the CLI",
    authorization: () => new Promise<string>(() => {}),
    renew: () => {},
  };
  const client = new HttpClient(connection, { clock: systemClock });
  const error = await apiErrorOf(client.request("POST", "/x", { body: {}, deadline: Date.now() + 50 }));
  expect(error.message).toContain("signing in (databricks-cli) took longer than the time for it");
  expect(error.fate).toBe("not-done");
});

test("an answer that never stops coming is given up at the deadline", async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const drip = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(drip));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { client } = clientOf(url, { clock: systemClock });
  const start = Date.now();
  const error = await apiErrorOf(client.request("PUT", "/x", { body: {}, deadline: start + 300 }));
  expect(error.fate).toBe("unknown");
  expect(Date.now() - start).toBeLessThan(3000);
});

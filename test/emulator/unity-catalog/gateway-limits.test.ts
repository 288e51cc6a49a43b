import { expect, test } from "vitest";
import { withChatService, type ServicesClient } from "./with-services";

const CHAT = "main.ai.chat";

interface Limit {
  key?: string;
  renewal_period?: string;
  principal?: string;
  requests?: number;
  tokens?: number;
}

/** `main.ai.chat` with these limits (of the service and by the minute where they do not say), for everybody to ask. */
async function withLimits(
  ...limits: Limit[]
): Promise<ServicesClient & { ask(token?: string): Promise<number> }> {
  const client = await withChatService();
  await client.grant("schema", "main.ai", "account users", "USE_SCHEMA", "EXECUTE");
  const rate_limits = limits.map(({ key = "SERVICE", renewal_period = "MINUTE", ...rest }) => ({
    key: `RATE_LIMIT_KEY_${key}`,
    renewal_period: `RATE_LIMIT_RENEWAL_PERIOD_${renewal_period}`,
    ...rest,
  }));
  const set = await client.patch(`model-services/${CHAT}`, "config.rate_limits", { config: { rate_limits } });
  expect(set.body.message).toBeUndefined();
  const body = { model: CHAT, messages: [{ role: "user", content: "Hi" }] };
  return {
    ...client,
    ask: async (token) =>
      (await client.call("POST", "/ai-gateway/mlflow/v1/chat/completions", body, token)).status,
  };
}

const statuses = async (count: number, ask: () => Promise<number>): Promise<number[]> => {
  const all = [];
  for (let i = 0; i < count; i++) all.push(await ask());
  return all;
};

test("a service's limit is for all together, and the minute's end lifts it", async () => {
  const { ask, call, emulator } = await withLimits({ requests: 2 });
  expect([await ask("ann"), await ask("bob"), await ask("ann")]).toEqual([200, 200, 429]);
  const refused = await call("POST", "/ai-gateway/mlflow/v1/chat/completions", { model: CHAT, messages: [] });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60);
  emulator.advance(60_000);
  expect(await ask("ann")).toBe(200);
});

test("an hour's limit outlasts the minute", async () => {
  const { ask, call, emulator } = await withLimits({ requests: 1, renewal_period: "HOUR" });
  expect(await statuses(2, ask)).toEqual([200, 429]);
  const refused = await call("POST", "/ai-gateway/mlflow/v1/chat/completions", { model: CHAT, messages: [] });
  expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(3600);
  // Into the next minute of the same hour, or over the hour's end where the test runs in its last minute.
  const left = 3_600_000 - (Date.now() % 3_600_000);
  if (left > 61_000) {
    emulator.advance(60_000);
    expect(await ask()).toBe(429);
  }
  emulator.advance(3_600_000);
  expect(await ask()).toBe(200);
});

test("minute and hour are counted beside each other", async () => {
  const { ask, emulator } = await withLimits({ requests: 1 }, { requests: 2, renewal_period: "HOUR" });
  expect(await statuses(2, ask)).toEqual([200, 429]);
  emulator.advance(3_600_000);
  expect(await ask()).toBe(200);
});

test.each([{ requests: 0 }, { tokens: 0 }])("%j lets nothing through", async (limit) => {
  const { ask } = await withLimits(limit);
  expect(await ask()).toBe(429);
});

test("tokens are counted when an answer is done, and the next request is refused", async () => {
  const { ask } = await withLimits({ tokens: 10 });
  expect(await statuses(2, ask)).toEqual([200, 429]);
});

test("a default counts for each user by themselves, one of a user's own replaces it", async () => {
  const { ask } = await withLimits(
    { key: "USER_DEFAULT", requests: 1 },
    { key: "USER", principal: "ann@example.com", requests: 2 },
  );
  expect(await statuses(3, () => ask("ann"))).toEqual([200, 200, 429]);
  expect(await statuses(2, () => ask("bob"))).toEqual([200, 429]);
  expect(await statuses(2, () => ask())).toEqual([200, 429]);
});

test("a group shares one window, which replaces the default", async () => {
  const { ask, emulator } = await withLimits(
    { key: "USER_DEFAULT", requests: 9 },
    { key: "USER_GROUP", principal: "ml", requests: 2 },
  );
  emulator.addIdentity({ userName: "cem@example.com", tokens: ["cem"], groups: ["ml"] });
  expect([await ask("ann"), await ask("cem"), await ask("ann"), await ask("cem")]).toEqual([
    200, 200, 429, 429,
  ]);
  expect(await ask("bob")).toBe(200);
});

test("a service principal has a limit by its application id", async () => {
  const { ask, emulator } = await withLimits(
    { key: "SERVICE_PRINCIPAL", principal: "app-1", requests: 0 },
    { key: "USER_DEFAULT", requests: 5 },
  );
  emulator.addIdentity({ userName: "app-1", tokens: ["app"] });
  expect(await ask("app")).toBe(429);
  expect(await ask("bob")).toBe(200);
});

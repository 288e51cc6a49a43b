import { request } from "node:http";
import { connect } from "node:net";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { DEFAULT_TOKEN, defaultServicePrincipal, startEmulator } from "../../emulator/index";
import { withEmulator } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";

/** Sends a request whose Host and Origin are free to choose, as a browser's are. */
async function ask(
  url: string,
  headers: Record<string, string>,
  { method = "GET", body = "" } = {},
): Promise<{ status: number; body: any }> {
  const sent = request(url, { method, headers });
  sent.end(body);
  const [answer] = await once(sent, "response");
  let text = "";
  for await (const chunk of answer) text += chunk;
  return { status: answer.statusCode, body: JSON.parse(text) };
}

describe("a web page", () => {
  test.each(["evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.nip.io", "[::2]"])(
    "that calls itself %s by rebinding a name is refused, on every path",
    async (host) => {
      const { emulator } = await withEmulator();
      for (const path of [ENDPOINTS, "/_emulator/journal", "/.well-known/databricks-config"]) {
        const answer = await ask(emulator.url + path, { host, authorization: `Bearer ${emulator.token}` });
        expect(answer).toMatchObject({ status: 403, body: { error_code: "PERMISSION_DENIED" } });
        expect(answer.body.message).toContain(host);
      }
    },
  );

  test.each(["https://evil.example", "null", "http://localhost:1", "http://127.0.0.1"])(
    "from %s is refused",
    async (origin) => {
      const { emulator } = await withEmulator();
      const answer = await ask(
        `${emulator.url}/_emulator/identities`,
        { origin, "content-type": "application/json" },
        { method: "POST", body: JSON.stringify({ userName: "eve@example.com", admin: true }) },
      );
      expect(answer.status).toBe(403);
      const identities = await (await fetch(`${emulator.url}/_emulator/identities`)).text();
      expect(identities).not.toContain("eve");
    },
  );

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])(
    "cannot use the controls with a form's content type (%s)",
    async (type) => {
      const { emulator } = await withEmulator();
      const answer = await ask(
        `${emulator.url}/_emulator/identities`,
        { ...(type !== "" && { "content-type": type }) },
        { method: "POST", body: JSON.stringify({ userName: "eve@example.com" }) },
      );
      expect(answer).toMatchObject({ status: 415, body: { error_code: "BAD_REQUEST" } });
    },
  );

  test("of the emulator's own is let through, under each of its names", async () => {
    const { emulator } = await withEmulator();
    const { port } = new URL(emulator.url);
    for (const host of [
      `localhost:${port}`,
      `127.0.0.1:${port}`,
      `app.localhost:${port}`,
      `LOCALHOST:${port}`,
    ]) {
      const headers = { host, origin: `http://${host}`, authorization: `Bearer ${emulator.token}` };
      expect((await ask(emulator.url + ENDPOINTS, headers)).status, host).toBe(200);
    }
  });
});

describe("an emulator that other machines can reach", () => {
  test("is called by an address of this machine or a name it was given, by no other", async () => {
    const { emulator } = await withEmulator({ host: "0.0.0.0", allowedHosts: ["emulator"] });
    expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const status = async (host: string): Promise<number> =>
      (await ask(emulator.url + ENDPOINTS, { host, authorization: `Bearer ${emulator.token}` })).status;
    expect(await status("emulator:8080")).toBe(200);
    expect(await status("10.1.2.3:8080")).toBe(200);
    expect(await status("evil.example")).toBe(403);
  });

  test("knows none of the secrets that stand in the documentation", async () => {
    const { emulator, call } = await withEmulator({ host: "0.0.0.0" });
    expect(emulator.token).not.toBe(DEFAULT_TOKEN);
    expect((await call("GET", ENDPOINTS, undefined, DEFAULT_TOKEN)).status).toBe(403);
    const { clientId, clientSecret } = defaultServicePrincipal;
    const signIn = () =>
      fetch(`${emulator.url}/oidc/v1/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "client_credentials",
          scope: "all-apis",
          client_id: clientId,
          client_secret: clientSecret,
        }),
      });
    expect((await signIn()).status).toBe(401);
    const authorization = `Bearer ${emulator.controlToken}`;
    await fetch(`${emulator.url}/_emulator/reset`, { method: "POST", headers: { authorization } });
    expect((await signIn()).status).toBe(401);
  });

  test("gives its controls to those who have the control token", async () => {
    const { emulator } = await withEmulator({ host: "0.0.0.0" });
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${emulator.url}/_emulator/journal`, { headers })).status;
    expect(await status({})).toBe(401);
    expect(await status({ authorization: `Bearer ${emulator.token}` })).toBe(401);
    expect(await status({ authorization: `Bearer ${emulator.controlToken}` })).toBe(200);
    expect(await status({ "x-emulator-token": emulator.controlToken! })).toBe(200);
  });
});

test("closing ends streams, open connections and delayed answers at once", async () => {
  const { emulator, call } = await withEmulator();
  emulator.addFault({ action: { kind: "delay", ms: 60_000 } });
  emulator.addFault({ action: { kind: "hang" } });
  const waiting = [call("GET", ENDPOINTS), call("GET", ENDPOINTS)].map((one) => one.catch(() => "ended"));
  const idle = connect(Number(new URL(emulator.url).port), "127.0.0.1");
  await once(idle, "connect");
  idle.on("error", () => {});
  const closed = new Promise((resolve) => idle.on("close", resolve));
  const started = performance.now();
  await emulator.close();
  expect(await Promise.all(waiting)).toEqual(["ended", "ended"]);
  await closed;
  expect(performance.now() - started).toBeLessThan(1000);
});

test("an emulator ends with the block that uses it", async () => {
  let url: string;
  {
    await using emulator = await startEmulator();
    url = emulator.url;
    expect((await fetch(url)).status).toBe(200);
  }
  await expect(fetch(url)).rejects.toThrow();
});

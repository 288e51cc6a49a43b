import { describe, expect, test } from "vitest";
import { anthropic, withEmulator } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";

describe("a fault", () => {
  test("of status after the commit answers what it likes, and the request is carried out", async () => {
    const { call, emulator } = await withEmulator();
    const action = { kind: "status", status: 524, body: "<html>timed out</html>", commit: true } as const;
    emulator.addFault({ method: "POST", path: ENDPOINTS, action });
    const answer = await call("POST", ENDPOINTS, { name: "chat" });
    expect(answer).toMatchObject({ status: 524, text: "<html>timed out</html>" });
    expect(answer.headers.get("content-type")).toContain("text/html");
    expect((await call("GET", `${ENDPOINTS}/chat`)).status).toBe(200);
  });

  test("of status can redirect, and can answer nothing at all", async () => {
    const { emulator } = await withEmulator();
    const look = () => fetch(`${emulator.url}${ENDPOINTS}`, { redirect: "manual" });
    emulator.addFault({ action: { kind: "status", status: 302, body: "", location: "/login" } });
    const redirect = await look();
    expect([redirect.status, redirect.headers.get("location")]).toEqual([302, "/login"]);
    emulator.addFault({ action: { kind: "status", status: 200, body: "" } });
    expect(await (await look()).text()).toBe("");
  });

  test.each([
    [true, 200],
    [false, 404],
  ])("that hangs answers nothing, with commit: %s", async (commit, status) => {
    const { call, emulator } = await withEmulator();
    emulator.addFault({ method: "POST", action: { kind: "hang", commit } });
    const request = fetch(`${emulator.url}${ENDPOINTS}`, {
      method: "POST",
      headers: { authorization: `Bearer ${emulator.token}` },
      body: JSON.stringify({ name: "chat" }),
      signal: AbortSignal.timeout(200),
    });
    await expect(request).rejects.toThrow(/timeout/);
    expect((await call("GET", `${ENDPOINTS}/chat`)).status).toBe(status);
    expect(emulator.journal.entries()[0]).toMatchObject({ status: null, fault: "fault-1:hang" });
  });

  test("that truncates gives the first half of the answer, with or without an end", async () => {
    const { call, emulator } = await withEmulator();
    await call("POST", ENDPOINTS, { name: "chat" });
    const whole = await call("GET", `${ENDPOINTS}/chat`);
    emulator.addFault({ action: { kind: "truncate" } });
    const half = await call("GET", `${ENDPOINTS}/chat`);
    expect(half.status).toBe(200);
    expect(half.text).toBe(whole.text.slice(0, Math.ceil(whole.text.length / 2)));
    emulator.addFault({ action: { kind: "truncate", cut: true } });
    await expect(call("GET", `${ENDPOINTS}/chat`)).rejects.toThrow(/terminated/);
  });

  test("that fails an update carries the request out, and its rollout ends so", async () => {
    const { call, emulator, settled } = await withEmulator();
    const action = { kind: "fail-update", state: "UPDATE_CANCELED", message: "not today" } as const;
    emulator.addFault({ method: "POST", path: ENDPOINTS, action });
    const config = { served_entities: [anthropic()] };
    expect((await call("POST", ENDPOINTS, { name: "chat", config })).status).toBe(200);
    expect((await settled("chat")).state.config_update).toBe("UPDATE_CANCELED");
    await call("PUT", `${ENDPOINTS}/chat/config`, config);
    expect((await settled("chat")).state.config_update).toBe("NOT_UPDATING");
  });

  test("that ends an update in no way that there is, is refused", async () => {
    const { emulator } = await withEmulator();
    const action = { kind: "fail-update", state: "FAILED", message: "" };
    expect(() => emulator.addFault({ action: action as never })).toThrow("UPDATE_FAILED, UPDATE_CANCELED");
  });
});

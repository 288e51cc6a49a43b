import { expect, test } from "vitest";
import { defaultServicePrincipal } from "../../emulator/index";
import { withEmulator } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";

test("a path with a slash at the end is the same path", async () => {
  const { call } = await withEmulator();
  expect((await call("POST", `${ENDPOINTS}/`, { name: "chat" })).status).toBe(200);
  expect((await call("GET", `${ENDPOINTS}/`)).body.endpoints).toMatchObject([{ name: "chat" }]);
  expect((await call("GET", `${ENDPOINTS}/chat/`)).body.name).toBe("chat");
  expect((await call("DELETE", `${ENDPOINTS}/chat/`)).status).toBe(200);
});

test("every answer says which workspace it comes from, in decimal digits", async () => {
  const { call, emulator } = await withEmulator();
  for (const [method, path, token] of [
    ["GET", ENDPOINTS, emulator.token],
    ["GET", `${ENDPOINTS}/none`, emulator.token],
    ["GET", ENDPOINTS, "wrong"],
    ["POST", "/serving-endpoints/none/invocations", emulator.token],
    ["GET", "/api/2.0/nothing", emulator.token],
    ["GET", "/.well-known/databricks-config", ""],
  ] as const) {
    expect((await call(method, path, undefined, token)).headers.get("x-databricks-org-id"), path).toBe(
      emulator.workspaceId,
    );
  }
  expect(emulator.workspaceId).toMatch(/^[1-9]\d{10,18}$/);
});

test("two emulators are two workspaces, unless told which one they are", async () => {
  const [first, second] = [await withEmulator(), await withEmulator()];
  expect(first.emulator.workspaceId).not.toBe(second.emulator.workspaceId);
  const third = await withEmulator({ workspaceId: "1234567890123456" });
  expect((await third.call("GET", ENDPOINTS)).headers.get("x-databricks-org-id")).toBe("1234567890123456");
  await expect(withEmulator({ workspaceId: "abc" })).rejects.toThrow(/allowed: a decimal number/);
});

test("an answer that plays a proxy's carries nothing of the workspace's", async () => {
  const { call, emulator } = await withEmulator();
  emulator.addFault({
    action: { kind: "status", status: 502, body: "<html></html>", headers: { via: "proxy" } },
  });
  const { headers } = await call("GET", ENDPOINTS);
  expect(headers.get("x-databricks-org-id")).toBeNull();
  expect(headers.get("via")).toBe("proxy");
});

test("the host describes itself, and leads to a token endpoint that signs in", async () => {
  const { emulator } = await withEmulator();
  const config = (await (await fetch(`${emulator.url}/.well-known/databricks-config`)).json()) as any;
  expect(config).toMatchObject({
    oidc_endpoint: `${emulator.url}/oidc`,
    workspace_id: emulator.workspaceId,
    host_type: "workspace",
  });
  const discovery = `${config.oidc_endpoint}/.well-known/oauth-authorization-server`;
  const { token_endpoint: endpoint } = (await (await fetch(discovery)).json()) as any;
  const { clientId, clientSecret } = defaultServicePrincipal;
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: "all-apis" }),
  });
  expect(await answer.json()).toMatchObject({ token_type: "Bearer" });
});

test("a personal access token signs in by basic authentication too", async () => {
  const { emulator } = await withEmulator();
  const status = async (credentials: string): Promise<number> => {
    const authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;
    return (await fetch(emulator.url + ENDPOINTS, { headers: { authorization } })).status;
  };
  expect(await status(`token:${emulator.token}`)).toBe(200);
  expect(await status("token:wrong")).toBe(403);
  expect(await status(`ann@example.com:${emulator.token}`)).toBe(401);
});

test.each([
  "/api/2.0/nothing",
  "/api/2.1/serving-endpoints",
  "/nothing/at/all",
  "/serving-endpoints/a/b/c/d",
])("%s is no API, and says so in the API's shape", async (path) => {
  const { call } = await withEmulator();
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
    expect(await call(method, path)).toMatchObject({
      status: 404,
      body: { error_code: "ENDPOINT_NOT_FOUND", message: `No API found for '${method} ${path}'` },
    });
  }
});

import { expect, test } from "vitest";
import { withEmulator } from "./with-emulator";

const HOME = "/Workspace/Users/admin@emulator.example";

/*
 * The `databricks` CLI writes a bundle's state, lock and files this way (libs/filer/workspace_files_client.go); which status
 * means what decides whether it makes the folder, gives up, or takes the lock for held.
 */
test("a bundle's deployment finds its folder, takes its lock, keeps its state and cleans up", async () => {
  const { call } = await withEmulator();
  const state = `${HOME}/.bundle/demo/dev/state`;
  const write = (path: string, content: string, overwrite: boolean) =>
    call(
      "POST",
      `/api/2.0/workspace-files/import-file/${encodeURIComponent(path.slice(1))}?overwrite=${overwrite}`,
      content,
    );
  const status = async (path: string) =>
    call("GET", `/api/2.0/workspace/get-status?path=${encodeURIComponent(path)}&return_export_info=true`);

  expect((await status(HOME)).body).toMatchObject({
    object_type: "DIRECTORY",
    object_id: expect.any(Number),
  });
  expect((await status(`${state}/resources.json`)).status).toBe(404);
  expect((await write(`${state}/deploy.lock`, "{}", false)).status).toBe(404);
  expect((await call("POST", "/api/2.0/workspace/mkdirs", { path: state })).status).toBe(200);
  expect((await write(`${state}/deploy.lock`, '{"ID":"1"}', false)).status).toBe(200);
  expect(await write(`${state}/deploy.lock`, '{"ID":"2"}', false)).toMatchObject({
    status: 409,
    body: { error_code: "RESOURCE_ALREADY_EXISTS" },
  });
  expect((await write(`${state}/resources.json`, '{"serial":1}', true)).status).toBe(200);
  expect((await write(`${state}/resources.json`, '{"serial":2}', true)).status).toBe(200);
  const read = `/api/2.0/workspace/export?path=${encodeURIComponent(`${state}/resources.json`)}`;
  expect((await call("GET", `${read}&direct_download=true`)).text).toBe('{"serial":2}');
  expect((await call("GET", read)).body).toEqual({ content: Buffer.from('{"serial":2}').toString("base64") });
  const listed = await call("GET", `/api/2.0/workspace/list?path=${encodeURIComponent(state)}`);
  expect(listed.body.objects.map((one: any) => [one.path.split("/").at(-1), one.object_type])).toEqual([
    ["deploy.lock", "FILE"],
    ["resources.json", "FILE"],
  ]);
  expect((await call("POST", "/api/2.0/workspace/delete", { path: state })).body.error_code).toBe(
    "DIRECTORY_NOT_EMPTY",
  );
  expect(
    (await call("POST", "/api/2.0/workspace/delete", { path: `${HOME}/.bundle`, recursive: true })).status,
  ).toBe(200);
  expect((await status(state)).status).toBe(404);
});

test("a file need not be text", async () => {
  const { emulator, call } = await withEmulator();
  const bytes = Buffer.from([0, 255, 192, 128, 10]);
  const answer = await fetch(`${emulator.url}/api/2.0/workspace-files/import-file/Shared/model.bin`, {
    method: "POST",
    headers: { authorization: `Bearer ${emulator.token}` },
    body: bytes,
  });
  expect(answer.status).toBe(200);
  const { body } = await call("GET", "/api/2.0/workspace/export?path=/Shared/model.bin");
  expect(Buffer.from(body.content, "base64")).toEqual(bytes);
});

test.each(["relative", "/Users/../x", "/a/./b", `/${"a".repeat(5000)}`, ""])(
  "the path %.20s is refused",
  async (path) => {
    const { call } = await withEmulator();
    expect((await call("POST", "/api/2.0/workspace/mkdirs", { path })).status).toBe(400);
  },
);

test("a personal access token is made, signs in, is listed, expires and is revoked", async () => {
  const { call, emulator } = await withEmulator();
  const { token_value: value, token_info: info } = (
    await call("POST", "/api/2.0/token/create", { comment: "ci", lifetime_seconds: 60 })
  ).body;
  const me = async () => (await call("GET", "/api/2.0/preview/scim/v2/Me", undefined, value)).status;
  expect(await me()).toBe(200);
  expect((await call("GET", "/api/2.0/token/list")).body.token_infos).toEqual([info]);
  emulator.advance(61_000);
  expect(await me()).toBe(403);
  expect((await call("POST", "/api/2.0/token/delete", { token_id: info.token_id })).status).toBe(200);
  expect((await call("GET", "/api/2.0/token/list")).body.token_infos).toEqual([]);
  expect((await call("POST", "/api/2.0/token/delete", { token_id: info.token_id })).status).toBe(404);
});

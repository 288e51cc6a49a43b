import { mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { startEmulator } from "../../emulator/index";
import { openai, withEmulator } from "./with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";

test("a state file survives a restart and is readable by its owner alone", async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), "emulator-")), "state.json");
  const first = await withEmulator({ stateFile });
  await first.call("POST", ENDPOINTS, { name: "chat", config: { served_entities: [openai()] } });
  const before = await first.settled("chat");
  await first.emulator.close();
  expect(statSync(stateFile).mode & 0o777).toBe(0o600);

  const second = await startEmulator({ stateFile });
  const response = await fetch(`${second.url}${ENDPOINTS}/chat`, {
    headers: { authorization: `Bearer ${second.token}` },
  });
  expect(await response.json()).toEqual(before);
  await second.close();

  writeFileSync(stateFile, "{}");
  await expect(startEmulator({ stateFile })).rejects.toThrow(
    /found emulatorState undefined, allowed: 1 to 2/,
  );
  expect(readFileSync(stateFile, "utf8")).toBe("{}");
});

test("a plaintext key is not in the state file", async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), "emulator-")), "state.json");
  const { call } = await withEmulator({ stateFile });
  const { external_model: model } = openai() as { external_model: object };
  await call("POST", ENDPOINTS, {
    name: "chat",
    config: {
      served_entities: [
        {
          name: "gpt",
          external_model: { ...model, openai_config: { openai_api_key_plaintext: "sk-secret" } },
        },
      ],
    },
  });
  expect(readFileSync(stateFile, "utf8")).toContain('"chat"');
  expect(readFileSync(stateFile, "utf8")).not.toContain("sk-secret");
});

test("a file of the first format gains what has come since, and keeps what it has", async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), "emulator-")), "state.json");
  const first = await withEmulator({ stateFile });
  await first.call("POST", ENDPOINTS, { name: "chat" });
  await first.emulator.close();
  const { world } = JSON.parse(readFileSync(stateFile, "utf8"));
  const { groups, workspaceId, ...old } = world;
  expect([groups, workspaceId]).not.toContain(undefined);
  writeFileSync(stateFile, JSON.stringify({ emulatorState: 1, world: old }));

  const second = await withEmulator({ stateFile });
  expect((await second.call("GET", `${ENDPOINTS}/chat`)).status).toBe(200);
  expect((await second.call("GET", "/api/2.0/preview/scim/v2/Groups")).body.totalResults).toBe(2);
  await second.emulator.close();
  expect(JSON.parse(readFileSync(stateFile, "utf8"))).toMatchObject({ emulatorState: 2 });
});

test("a file of a later format is refused and left as it is", async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), "emulator-")), "state.json");
  writeFileSync(stateFile, JSON.stringify({ emulatorState: 99, world: { identities: [] } }));
  await expect(startEmulator({ stateFile })).rejects.toThrow(/found emulatorState 99, allowed: 1 to 2/);
  expect(readFileSync(stateFile, "utf8")).toContain("99");
});

test("the workspace stays the same one over a restart, and rows of tables reach the file", async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), "emulator-")), "state.json");
  const first = await withEmulator({ stateFile });
  const gateway = { usage_tracking_config: { enabled: true } };
  await first.call("POST", ENDPOINTS, {
    name: "chat",
    config: { served_entities: [openai()] },
    ai_gateway: gateway,
  });
  await first.settled("chat");
  await first.call("POST", "/serving-endpoints/chat/invocations", {
    messages: [{ role: "user", content: "x" }],
  });
  await first.emulator.close();
  expect(readdirSync(dirname(stateFile))).toEqual(["state.json"]);
  const second = await withEmulator({ stateFile });
  expect(second.emulator.workspaceId).toBe(first.emulator.workspaceId);
  expect((await second.call("GET", "/_emulator/usage")).body).toHaveLength(1);
});

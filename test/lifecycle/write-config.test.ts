import { expect, onTestFinished, test } from "vitest";
import { startEmulator, type Emulator } from "../../emulator/index";
import { systemClock } from "../../provider/client/api/clock";
import { HttpClient } from "../../provider/client/api/http-client";
import { resolveConnection } from "../../provider/client/api/connection";
import { Workspace } from "../../provider/client/workspace";
import type { Operation } from "../../provider/lifecycle/operation";
import { writeConfig } from "../../provider/lifecycle/shared-config/write-config";
import { attachModel, detachModel, type ConfigEdit } from "../../provider/plan/config-edits";
import { remoteEntity } from "../../provider/client/serving-endpoints/remote-config";

const model = (name: string) =>
  remoteEntity({
    name,
    externalModel: {
      provider: "openai",
      name: "gpt-5.4",
      task: "llm/v1/chat",
      openaiConfig: { openaiApiKey: "{{secrets/keys/openai}}" },
    },
  });

/** Numbers from 0 up to 1 that are the same in every run of a test. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

async function post(emulator: Emulator, path: string, body: object): Promise<void> {
  const answer = await fetch(`${emulator.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${emulator.token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}

async function sharedEndpoint(updateDelayMs: number): Promise<Emulator> {
  const emulator = await startEmulator({ switches: { updateDelayMs } });
  onTestFinished(() => emulator.close());
  await post(emulator, "/api/2.0/secrets/scopes/create", { scope: "keys" });
  await post(emulator, "/api/2.0/secrets/put", { scope: "keys", key: "openai", string_value: "x" });
  await post(emulator, "/api/2.0/serving-endpoints", {
    name: "shared",
    config: { served_entities: [model("own").body] },
  });
  return emulator;
}

/** A writer of its own, as another process would be: nothing is shared with others but the workspace. */
function writer(emulator: Emulator): (edit: ConfigEdit, expects?: string[]) => Promise<unknown> {
  const connection = resolveConnection({ host: emulator.url, token: emulator.token }, {});
  const silent = () => {};
  const operation: Operation = {
    workspace: new Workspace(new HttpClient(connection)),
    clock: systemClock,
    claims: new Set(),
    reporter: { progress: silent, info: silent, warn: silent },
    createRecords: { begin: silent, find: () => undefined, end: silent },
    urn: "",
  };
  return (edit, expects = []) =>
    writeConfig("shared", { edit, force: false, expects, secrets: [] }, operation, Date.now() + 30_000);
}

async function served(emulator: Emulator): Promise<string[]> {
  const answer = await fetch(`${emulator.url}/api/2.0/serving-endpoints/shared`, {
    headers: { authorization: `Bearer ${emulator.token}` },
  });
  const { config } = (await answer.json()) as { config: { served_entities: { name: string }[] } };
  return config.served_entities.map(({ name }) => name).sort();
}

const mine = (name: string): ConfigEdit => attachModel("shared", model(name), () => true);

test.each([1, 2])(
  "writers that come at the same moment lose nothing, whatever the delays (seed %i)",
  async (seed) => {
    const random = seeded(seed);
    const emulator = await sharedEndpoint(120);
    const writers = ["a", "b", "c"].map((team) => ({ team, write: writer(emulator) }));
    for (let round = 0; round < 8; round++) {
      emulator.clearFaults();
      for (const path of ["/api/2.0/serving-endpoints/shared", "/api/2.0/serving-endpoints/shared/config"]) {
        for (let fault = 0; fault < 4; fault++) {
          const after = Math.floor(random() * 6);
          const kind = random();
          emulator.addFault({
            path,
            after,
            action:
              kind < 0.7
                ? { kind: "delay", ms: Math.floor(random() * 60) }
                : kind < 0.85
                  ? { kind: "lose-reply" }
                  : { kind: "cut" },
          });
        }
      }
      await Promise.all(
        writers.map(async ({ team, write }) => {
          await systemClock.sleep(Math.floor(random() * 30));
          await write(mine(`${team}-${round}`), [`${team}-${round}`]);
          if (round > 0) await write(detachModel("shared", `${team}-${round - 1}`));
        }),
      );
      expect(await served(emulator)).toEqual([`a-${round}`, `b-${round}`, `c-${round}`, "own"]);
    }
  },
  120_000,
);

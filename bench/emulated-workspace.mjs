// @ts-check
import { createRequire } from "node:module";

/** @typedef {import("../emulator/index.js").Emulator} Emulator */

/** @type {typeof import("../emulator/index.js")} */
const { startEmulator } = createRequire(import.meta.url)("../dist/emulator/index.js");

/**
 * An emulated workspace with the secrets that the programs refer to.
 *
 * @param {{ rolloutMs: number, latencyMs: number }} times of each rollout, and of each request beyond what it takes anyway
 */
export async function emulatedWorkspace({ rolloutMs, latencyMs }) {
  const emulator = await startEmulator({
    switches: { updateDelayMs: rolloutMs, requestLatencyMs: latencyMs },
  });
  const headers = { authorization: `Bearer ${emulator.token}`, "content-type": "application/json" };
  /** @type {(path: string, body: object) => Promise<void>} */
  const post = async (path, body) => {
    const url = `${emulator.url}/api/${path}`;
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`POST ${url}: ${answer.status} ${await answer.text()}`);
  };
  await post("2.0/secrets/scopes/create", { scope: "llm-keys" });
  for (const key of ["openai", "anthropic"]) {
    await post("2.0/secrets/put", { scope: "llm-keys", key, string_value: `made-up-${key}` });
  }
  await post("2.1/unity-catalog/secrets", {
    catalog_name: "main",
    schema_name: "ai",
    name: "openai_key",
    value: "made-up-openai",
  });
  emulator.journal.clear();
  return emulator;
}

/**
 * How many requests of each method an emulator has seen.
 *
 * @param {Emulator} emulator
 */
export function requestsOf(emulator) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { method } of emulator.journal.entries()) counts[method] = (counts[method] ?? 0) + 1;
  return counts;
}

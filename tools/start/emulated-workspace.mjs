// @ts-check
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../repository.mjs";

/**
 * An emulated workspace with an API key of each provider in a secret scope.
 *
 * @param {Record<string, string>} keys by secret name, in the scope that the quickstart refers to
 */
export async function emulatedWorkspace(keys) {
  /** @type {typeof import("../../emulator/index.js")} */
  const { startEmulator } = createRequire(import.meta.url)(join(root, "dist", "emulator", "index.js"));
  const emulator = await startEmulator();
  /**
   * @param {string} path
   * @param {unknown} body
   */
  const post = async (path, body) => {
    const response = await fetch(new URL(path, emulator.url), {
      method: "POST",
      headers: { authorization: `Bearer ${emulator.token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${text}`);
    return { headers: response.headers, body: /** @type {any} */ (JSON.parse(text || "{}")) };
  };

  await post("/api/2.0/secrets/scopes/create", { scope: "llm-keys" });
  for (const [key, value] of Object.entries(keys)) {
    await post("/api/2.0/secrets/put", { scope: "llm-keys", key, string_value: value });
  }
  return {
    url: emulator.url,
    token: emulator.token,
    post,
    close: () => emulator.close(),
    /** The requests since the last time that were to change something. */
    takeChanges: () => {
      const changes = emulator.journal.entries().filter(({ method }) => method !== "GET");
      emulator.journal.clear();
      return changes.map(({ method, path }) => `${method} ${path}`);
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof emulatedWorkspace>>} Workspace */

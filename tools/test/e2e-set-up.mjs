// @ts-check
import { delimiter } from "node:path";
import { ensureYamlHost } from "../language-hosts/ensure-yaml-host.mjs";
import { setUp } from "../setup.mjs";

/** Vitest calls this once before the end-to-end tests; its workers inherit the environment. */
export async function setup() {
  const engine = await setUp();
  process.env["PATH"] = `${engine}${delimiter}${process.env["PATH"]}`;
  process.env["PATH"] += `${delimiter}${await ensureYamlHost()}`;
  // No call home from a test, and no question to anybody.
  process.env["PULUMI_SKIP_UPDATE_CHECK"] = "true";
  process.env["PULUMI_CONFIG_PASSPHRASE"] ??= "only for tests";
}

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

const root = resolve(__dirname, "../../..");

it.each([
  ["", []],
  [" -- --plugin", ["--plugin"]],
])("npm start%s does the main job from beginning to end, and leaves nothing behind", (_, options) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "tools", "start.mjs"), ...options],
    {
      cwd: root,
      encoding: "utf8",
      // Someone's real workspace must not be touched, whatever their shell says.
      env: { ...process.env, DATABRICKS_HOST: "https://example.invalid", DATABRICKS_CONFIG_PROFILE: "real" },
    },
  );
  expect(stderr).not.toContain("✗");
  for (const said of [
    "POST /api/2.0/serving-endpoints\n",
    "(chat.completion of gpt-5.4, served by gpt)",
    "80 => 70",
    "rejected by disallow-plaintext-credentials, before any call",
    "rejected by require-supported-model, before any call",
    "DELETE /api/2.0/serving-endpoints/assistant\n",
    "✓ all of it worked",
  ]) {
    expect(stdout).toContain(said);
  }
  expect(status).toBe(0);
  expect(existsSync(join(root, ".pulumi-state"))).toBe(false);
});

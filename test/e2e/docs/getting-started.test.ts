import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { pack, withEngine } from "../../package/consumer";
import { documentedLines } from "./documented-lines";
import { runInShell } from "./shell";

const labelled = (label: string) => documentedLines.filter((line) => line.label === label);

test("docs/getting-started.md leads somebody who has nothing to an endpoint that answers, and back to nothing", async () => {
  const top = mkdtempSync(join(tmpdir(), "databricks-serving-newcomer-"));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  const folder = join(top, "empty");
  for (const made of [folder, join(top, "home")]) mkdirSync(made);
  await pack(top);
  const { npm_config_cache, HOME = "" } = process.env;
  const environment = {
    ...(await withEngine()),
    HOME: join(top, "home"),
    // What other tests have fetched need not be fetched again.
    npm_config_cache: npm_config_cache ?? join(HOME, ".npm"),
    npm_config_prefer_offline: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    DATABRICKS_HOST: undefined,
    DATABRICKS_TOKEN: undefined,
  };
  const inBackground = labelled("run: getting-started, in the background").map(({ text }) => text);
  const lines = labelled("run: getting-started").map(({ text }) => text);
  expect(inBackground).toHaveLength(1);
  expect(lines.length).toBeGreaterThan(10);
  // In the second terminal, once the project is there; its two lines are pasted into the first.
  const pasted = lines.findIndex((line) => line.startsWith("export DATABRICKS_HOST="));
  const script = [
    ...lines.slice(0, pasted),
    `(${inBackground.join("")}) > ../emulator.log 2>&1 & emulator=$!`,
    // npx starts it through a shell: its window is closed with all that runs in it.
    "close() { for child in $(ps -o pid= --ppid $1); do close $child; done; kill $1 2> /dev/null || true; }",
    "trap 'close $emulator' EXIT",
    "until grep -q ^export.DATABRICKS_TOKEN ../emulator.log; do sleep 0.2; done",
    'eval "$(grep ^export ../emulator.log)"',
    ...lines.slice(pasted).filter((line) => !line.startsWith("export DATABRICKS_")),
  ];
  const { code, output } = await runInShell(script, { folder, environment, installed: true });
  expect(code, output).toBe(0);
  expect(output).toContain("Ready to deploy.");
  expect(output).toContain("You said: What is Databricks?");
  expect(output).toContain("assistant  ready");
  expect(output).toContain("Stack 'dev' has been removed!");
}, 600_000);

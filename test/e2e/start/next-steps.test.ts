import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { emulatorForTest } from "../harness/with-stack";

const repository = resolve(__dirname, "../../..");

/** Stands for the Databricks CLI, which no registry has: `secrets create-scope` and `secrets put-secret`, by the same requests. */
const DATABRICKS = `#!/usr/bin/env node
const [, , , command, scope, key] = process.argv;
const [path, body] = command === "create-scope"
  ? ["scopes/create", { scope }]
  : ["put", { scope, key, string_value: "made-up-" + key }];
fetch(process.env.EMULATOR_URL + "/api/2.0/secrets/" + path, {
  method: "POST",
  headers: { authorization: "Bearer " + process.env.EMULATOR_TOKEN },
  body: JSON.stringify(body),
}).then((answer) => process.exit(answer.ok ? 0 : 1));
`;

test("the lines that `npm start` closes with work in a shell, as they are printed", async () => {
  const emulator = await emulatorForTest();
  const folder = mkdtempSync(join(tmpdir(), "next-steps-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "bin"));
  mkdirSync(join(folder, "backend"));
  writeFileSync(join(folder, "bin", "databricks"), DATABRICKS);
  chmodSync(join(folder, "bin", "databricks"), 0o755);
  // A tool is JavaScript, which the tests' compiler does not look into.
  const tool = pathToFileURL(join(repository, "tools/start/next-steps.mjs")).href;
  const { nextSteps } = (await import(tool)) as { nextSteps(root: string, folder: string): string[] };
  const steps = nextSteps(repository, join(folder, "my-endpoint"));
  const filledIn = steps.map((line) =>
    line.replace("https://<workspace>.cloud.databricks.com", emulator.url).replace("<token>", emulator.token),
  );
  const { stdout } = await promisify(execFile)("bash", ["-e", "-c", filledIn.join("\n")], {
    cwd: repository,
    env: {
      ...process.env,
      PATH: `${join(folder, "bin")}${delimiter}${process.env["PATH"]}`,
      EMULATOR_URL: emulator.url,
      EMULATOR_TOKEN: emulator.token,
      PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_SKIP_CONFIRMATIONS: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      npm_config_prefer_offline: "true",
      NO_COLOR: "1",
    },
  });
  onTestFinished(() => rmSync(join(repository, "pulumi-databricks-serving-0.1.0.tgz"), { force: true }));
  expect(stdout).toContain(`${emulator.url}/serving-endpoints/assistant/invocations`);
});

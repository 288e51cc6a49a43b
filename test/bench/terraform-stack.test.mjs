import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TerraformStack } from "../../bench/terraform-stack.mjs";
import { startEmulator } from "../../emulator/index";

/**
 * Terraform itself cannot be had everywhere. This stands in for it: it checks what it is called with as Terraform would, and makes
 * or deletes the endpoints that the program asks for.
 */
const STAND_IN = `#!${process.execPath}
const { readFileSync, appendFileSync, existsSync } = require("node:fs");
const [command, ...args] = process.argv.slice(2);
const rc = readFileSync(process.env.TF_CLI_CONFIG_FILE, "utf8");
const [, folder] = /dev_overrides \\{ "databricks\\/databricks" = "(.*)" \\}/.exec(rc) ?? [];
if (!existsSync(folder + "/terraform-provider-databricks")) throw new Error("no provider in " + folder);
const variables = Object.fromEntries(args.flatMap((arg, at) => (arg === "-var" ? [args[at + 1].split("=")] : [])));
const program = readFileSync("main.tf", "utf8");
if (!program.includes('resource "databricks_model_serving" "endpoint"')) throw new Error("no program");
if (!args.includes("-input=false")) throw new Error("it would ask");
if (command !== "plan" && !args.includes("-auto-approve")) throw new Error("it would ask");
const call = async (method, path, body) => {
  const headers = { authorization: "Bearer " + process.env.DATABRICKS_TOKEN };
  const url = process.env.DATABRICKS_HOST + "/api/2.0/serving-endpoints" + path;
  const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(method + path + " " + (await answer.text()));
};
(async () => {
  appendFileSync(folder + "/calls", [command, ...args.filter((arg) => arg.startsWith("-refresh"))].join(" ") + "\\n");
  for (let number = 0; number < Number(variables.size); number++) {
    const name = "endpoint-" + number;
    const openai_config = { openai_api_key: "{{secrets/llm-keys/openai}}" };
    const external_model = { provider: "openai", name: variables.model, task: "llm/v1/chat", openai_config };
    const config = { served_entities: [{ name: "gpt", external_model }] };
    if (command === "destroy") await call("DELETE", "/" + name);
    if (command === "apply" && !args.includes("-refresh-only")) await call("POST", "", { name, config });
    if (command === "plan" || args.includes("-refresh-only")) await call("GET", "/" + name);
  }
})();
`;

let binaries;
let emulator;
let stack;
beforeEach(async () => {
  binaries = mkdtempSync(join(tmpdir(), "bench-peers-"));
  writeFileSync(join(binaries, "terraform-provider-databricks"), "");
  emulator = await startEmulator();
  const headers = { authorization: `Bearer ${emulator.token}` };
  const body = JSON.stringify({ scope: "llm-keys" });
  await fetch(`${emulator.url}/api/2.0/secrets/scopes/create`, { method: "POST", headers, body });
  const secret = JSON.stringify({ scope: "llm-keys", key: "openai", string_value: "made-up" });
  await fetch(`${emulator.url}/api/2.0/secrets/put`, { method: "POST", headers, body: secret });
  emulator.journal.clear();
  stack = new TerraformStack(binaries, 2, {
    DATABRICKS_HOST: emulator.url,
    DATABRICKS_TOKEN: emulator.token,
  });
});
afterEach(async () => {
  stack.dispose();
  await emulator.close();
  rmSync(binaries, { recursive: true, force: true });
});

const methods = () => emulator.journal.entries().map(({ method }) => method);

describe("the benchmark's peer", () => {
  it("runs Terraform's counterpart of each operation, signed in to the emulator, with the provider of that folder", async () => {
    writeFileSync(join(binaries, "terraform"), STAND_IN);
    chmodSync(join(binaries, "terraform"), 0o755);
    for (const args of [["up", "--yes"], ["preview"], ["refresh", "--yes"], ["destroy", "--yes"]]) {
      const { seconds } = await stack.run(args, "gpt-5.4");
      expect(seconds).toBeGreaterThan(0);
    }
    expect(readFileSync(join(binaries, "calls"), "utf8").trim().split("\n")).toEqual([
      "apply",
      "plan",
      "apply -refresh-only",
      "destroy",
    ]);
    expect(methods()).toEqual(["POST", "POST", "GET", "GET", "GET", "GET", "DELETE", "DELETE"]);
  });

  it("fails with what Terraform printed", async () => {
    writeFileSync(join(binaries, "tofu"), "#!/bin/sh\necho 'Error: no such model' >&2\nexit 1\n");
    chmodSync(join(binaries, "tofu"), 0o755);
    await expect(stack.run(["up"], "gpt-5.4")).rejects.toThrow(
      /tofu apply -auto-approve failed:\nError: no such model/,
    );
  });

  it("says what it looked for where the folder holds no Terraform", () => {
    expect(() => stack.run(["up"], "gpt-5.4")).toThrow(`--peers: no terraform or tofu in ${binaries}`);
  });
});

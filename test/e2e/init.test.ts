import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { runHere } from "../cli/run-here";
import { byHand, emulatorForTest, stackForTest } from "./harness/with-stack";

test("a new project's first preview passes on the emulator, with its policy pack as it is configured", async () => {
  const emulator = await emulatorForTest();
  await byHand(emulator, "POST", "/api/2.0/secrets/scopes/create", { scope: "llm-keys" });
  const secret = { scope: "llm-keys", key: "vertex", string_value: "made-up-private-key" };
  await byHand(emulator, "POST", "/api/2.0/secrets/put", secret);
  const stack = stackForTest("", emulator);
  for (const file of ["Pulumi.yaml", "index.js"]) rmSync(join(stack.folder, file));
  const made = await runHere(["init", "--name", "test", "--provider", "vertex"], { folder: stack.folder });
  expect(made.code, made.said).toBe(0);
  const { code, output } = await stack.preview(
    "--policy-pack",
    resolve(__dirname, "../../policies"),
    "--policy-pack-config",
    "policies.json",
  );
  expect(code, output).toBe(0);
  expect(output).not.toContain("[mandatory]");
  expect(output).toContain("databricks-serving@v");
});

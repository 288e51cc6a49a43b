import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { runHere } from "../../cli/run-here";
import { byHand, emulatorForTest, stackForTest } from "../harness/with-stack";

/** Makes a project of a provider's example, as `init --example` does, deploys it with the real engine, and asks it. */
export async function deployProviderExample(name: string): Promise<void> {
  const emulator = await emulatorForTest();
  const stack = stackForTest("", emulator, { project: name });
  for (const file of ["Pulumi.yaml", "index.js"]) rmSync(join(stack.folder, file));
  const made = await runHere(["init", "--example", name, "--name", name], { folder: stack.folder });
  expect(made.code, made.said).toBe(0);
  // The closing lines say which secrets the program needs.
  await byHand(emulator, "POST", "/api/2.0/secrets/scopes/create", { scope: "llm-keys" });
  for (const [, scope, key] of made.text.matchAll(/put-secret (\S+) (\S+)/g))
    await byHand(emulator, "POST", "/api/2.0/secrets/put", { scope, key, string_value: "made-up" });
  const deployed = await stack.up();
  expect(deployed.code, deployed.output).toBe(0);
  const environment = { DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token };
  const answer = await runHere(["query", "assistant", "Hello?"], { environment });
  expect(answer.code, answer.said).toBe(0);
  // A model of embeddings repeats nothing.
  expect(answer.text).toMatch(/Hello\?|"object": "embedding"/);
}

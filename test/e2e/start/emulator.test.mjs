// @ts-check
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { root } from "../../../tools/repository.mjs";

it("npm run emulator prints where it is, shows each request on a line, and ends well when interrupted", async () => {
  const script = join(root, "tools", "emulator.mjs");
  const emulator = spawn(process.execPath, [script, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void emulator.kill("SIGKILL"));
  const ended = new Promise((resolve) => emulator.on("close", resolve));
  const lines = createInterface({ input: emulator.stdout })[Symbol.asyncIterator]();
  const host = /^export DATABRICKS_HOST=(http:\/\/127\.0\.0\.1:\d+)$/.exec((await lines.next()).value)?.[1];
  const token = /^export DATABRICKS_TOKEN=(\S+)$/.exec((await lines.next()).value)?.[1];

  const answer = await fetch(`${host}/api/2.0/serving-endpoints`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  expect((await lines.next()).value).toMatch(/GET \/api\/2\.0\/serving-endpoints.* 200/);

  emulator.kill("SIGINT");
  expect(await ended).toBe(0);
});

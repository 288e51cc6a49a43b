import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterEach, beforeAll, expect, test } from "vitest";
import { runHere } from "../cli/run-here";
import { buildPackage, repository } from "../package/consumer";

const COMMAND = `${repository}/dist/cli/databricks-serving.js`;

beforeAll(buildPackage, 120_000);

const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** Runs the command in a process of its own, as a user's shell does. */
function run(...args: string[]): {
  child: ChildProcess;
  out(): string;
  err(): string;
  exit: Promise<number | null>;
} {
  const child = spawn(process.execPath, [COMMAND, "emulator", ...args]);
  started.push(child);
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (err += chunk));
  return {
    child,
    out: () => out,
    err: () => err,
    exit: once(child, "exit").then(([code]) => code as number | null),
  };
}

async function until(check: () => boolean): Promise<void> {
  for (let i = 0; i < 600 && !check(); i++) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(check()).toBe(true);
}

test("prints host and token on lines of their own, then a line a request, and ends cleanly on SIGTERM", async () => {
  const { child, out, exit } = run("--token", "dapi-test");
  await until(() => out().includes("DATABRICKS_TOKEN="));
  const [host, token] = out().split("\n");
  expect(host).toMatch(/^DATABRICKS_HOST=http:\/\/127\.0\.0\.1:\d+$/);
  expect(token).toBe("DATABRICKS_TOKEN=dapi-test");
  const response = await fetch(`${host!.slice("DATABRICKS_HOST=".length)}/api/2.0/serving-endpoints`, {
    headers: { authorization: "Bearer dapi-test" },
  });
  expect(response.status).toBe(200);
  await until(() => out().split("\n").length > 3);
  expect(out().split("\n")[2]).toMatch(/^GET \/api\/2\.0\/serving-endpoints 200 \d+ ms$/);
  child.kill("SIGTERM");
  expect(await exit).toBe(0);
});

test("ends cleanly on SIGINT with a connection open", async () => {
  const { child, out, exit } = run();
  await until(() => out().includes("DATABRICKS_TOKEN="));
  child.kill("SIGINT");
  expect(await exit).toBe(0);
});

test.each([
  [["--prot", "1"], /^databricks-serving: unknown option '--prot'\n\(Did you mean --port\?\)/],
  [
    ["--port", "abc"],
    /'--port <number>' argument 'abc' is invalid\. allowed is a whole number from 0 to 65535/,
  ],
  [["--port"], /option '--port <number>' argument missing/],
  [["extra"], /too many arguments for 'emulator'\. Expected 0 arguments but got 1/],
])("refuses %j with what is allowed", async (args, message) => {
  const { code, said } = await runHere(["emulator", ...args]);
  expect(said).toMatch(message);
  expect(code).toBe(2);
});

test("says that a port is taken", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const { err, exit } = run("--port", String(port));
  expect(await exit).toBe(1);
  expect(err()).toMatch(/could not start: .*EADDRINUSE/);
  server.close();
});

test("shows its options", async () => {
  const { code, text } = await runHere(["emulator", "--help"]);
  expect(text).toContain("--state-file <file>");
  expect(code).toBe(0);
});

test("answers in JSON a document a line: where it is, then each request", async () => {
  const { child, out, exit } = run("--json");
  await until(() => out().includes("\n"));
  const { DATABRICKS_HOST: host } = JSON.parse(out().split("\n")[0]!) as { DATABRICKS_HOST: string };
  await fetch(`${host}/api/2.0/serving-endpoints`);
  await until(() => out().split("\n").length > 2);
  expect(JSON.parse(out().split("\n")[1]!)).toEqual({
    request: expect.stringMatching(/^GET \/api\/2\.0\/serving-endpoints 401/),
  });
  child.kill("SIGTERM");
  expect(await exit).toBe(0);
});

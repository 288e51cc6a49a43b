import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import { runHere } from "../cli/run-here";
import { buildPackage, repository } from "../package/consumer";
import { openai } from "./with-emulator";

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

test("prints lines to paste, then a line a request, and ends cleanly on SIGTERM", async () => {
  const { child, out, exit } = run("--token", "dapi-test");
  await until(() => out().includes("DATABRICKS_TOKEN="));
  const [host, token] = out().split("\n");
  expect(host).toMatch(/^export DATABRICKS_HOST=http:\/\/127\.0\.0\.1:\d+$/);
  expect(token).toBe("export DATABRICKS_TOKEN=dapi-test");
  const response = await fetch(`${host!.slice("export DATABRICKS_HOST=".length)}/api/2.0/serving-endpoints`, {
    headers: { authorization: "Bearer dapi-test" },
  });
  expect(response.status).toBe(200);
  await until(() => out().split("\n").length > 3);
  expect(out().split("\n")[2]).toMatch(/^GET \/api\/2\.0\/serving-endpoints 200 \d+ ms$/);
  child.kill("SIGTERM");
  expect(await exit).toBe(0);
});

test("goes on serving where the reader of its first lines leaves", async () => {
  const { child, out, err, exit } = run("--token", "dapi-test");
  await until(() => out().includes("DATABRICKS_TOKEN="));
  child.stdout?.destroy();
  const url = `${/http:\/\/\S+/.exec(out())?.[0]}/api/2.0/serving-endpoints`;
  for (let request = 1; request <= 3; request++) {
    const answer = await fetch(url, { headers: { authorization: "Bearer dapi-test" } });
    expect(answer.status).toBe(200);
  }
  child.kill("SIGTERM");
  expect([await exit, err()]).toEqual([0, ""]);
});

test.each([
  ["sh", ["export DATABRICKS_HOST=http://", "export DATABRICKS_TOKEN='it'\\''s'"]],
  ["powershell", ["$env:DATABRICKS_HOST = 'http://", "$env:DATABRICKS_TOKEN = 'it''s'"]],
  ["dotenv", ["DATABRICKS_HOST=http://", 'DATABRICKS_TOKEN="it\'s"']],
])("writes its lines for %s", async (shell, [host, token]) => {
  const { child, out, exit } = run("--shell", shell, "--token", "it's");
  await until(() => out().includes("DATABRICKS_TOKEN"));
  const lines = out().split("\n");
  expect(lines[0]).toContain(host);
  expect(lines[1]).toBe(token);
  child.kill("SIGTERM");
  expect(await exit).toBe(0);
});

test("starts with secrets from the command line, the environment and files, and with what a seed holds", async () => {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  writeFileSync(join(folder, "key.txt"), "sk-from-file\n");
  writeFileSync(
    join(folder, "seed.json"),
    JSON.stringify({
      secrets: { llm: { openai: "sk-from-seed", other: "kept" } },
      groups: ["reviewers"],
      users: [{ userName: "ann@example.com", groups: ["ml"], tokens: ["token-ann"] }],
      endpoints: [{ name: "chat", config: { served_entities: [openai()] } }],
    }),
  );
  const secrets = [
    "llm/openai=sk=given",
    "llm/anthropic=env:TEST_KEY",
    `keys/file=file:${join(folder, "key.txt")}`,
  ];
  process.env.TEST_KEY = "sk-from-environment";
  const { child, out, exit } = run(
    "--json",
    "--seed",
    join(folder, "seed.json"),
    ...secrets.flatMap((secret) => ["--secret", secret]),
  );
  delete process.env.TEST_KEY;
  await until(() => out().includes("\n"));
  const ready = JSON.parse(out().split("\n")[0]!) as Record<string, string>;
  expect(ready).toEqual({
    ready: true,
    DATABRICKS_HOST: expect.stringMatching(/^http:/),
    DATABRICKS_TOKEN: expect.any(String),
    workspaceId: expect.stringMatching(/^\d+$/),
  });
  const get = async (path: string, token = ready.DATABRICKS_TOKEN): Promise<any> =>
    (await fetch(ready.DATABRICKS_HOST + path, { headers: { authorization: `Bearer ${token}` } })).json();
  const secret = async (scope: string, key: string): Promise<string> =>
    Buffer.from((await get(`/api/2.0/secrets/get?scope=${scope}&key=${key}`)).value, "base64").toString();
  expect(await secret("llm", "openai")).toBe("sk=given");
  expect(await secret("llm", "other")).toBe("kept");
  expect(await secret("llm", "anthropic")).toBe("sk-from-environment");
  expect(await secret("keys", "file")).toBe("sk-from-file");
  expect((await get("/api/2.0/serving-endpoints/chat")).state.ready).toBe("READY");
  expect((await get("/api/2.0/preview/scim/v2/Me", "token-ann")).userName).toBe("ann@example.com");
  const groups = await get("/api/2.0/preview/scim/v2/Groups");
  expect(groups.Resources.map((one: any) => one.displayName)).toEqual(["admins", "ml", "reviewers", "users"]);
  child.kill("SIGTERM");
  expect(await exit).toBe(0);
});

test.each([
  [["--secret", "llm=sk-secret"], 2, /--secret llm: allowed is scope\/key=value/],
  [["--secret", "llm/openai=env:NOT_THERE"], 1, /secret llm\/openai: the environment has no NOT_THERE/],
  [["--secret", "llm/openai=file:/nonexistent"], 1, /\/nonexistent cannot be read \(ENOENT\)/],
  [["--seed", "/nonexistent"], 2, /--seed \/nonexistent: there is no such file/],
  [["--workspace-id", "abc"], 1, /workspaceId is "abc"; allowed: a decimal number/],
])("refuses %j without showing a secret", async (args, expected, message) => {
  const { code, said } = await runHere(["emulator", ...args]);
  expect(said).toMatch(message);
  expect(said).not.toContain("sk-secret");
  expect(code).toBe(expected);
});

test("says who can reach it where others can, and prints the control token once", async () => {
  const { child, out, err, exit } = run("--host", "0.0.0.0");
  await until(() => err().includes("control path"));
  const [host, token] = out().split("\n");
  expect(host).toMatch(/^export DATABRICKS_HOST=http:\/\/127\.0\.0\.1:\d+$/);
  expect(token).toMatch(/^export DATABRICKS_TOKEN=dapi-emulator-[0-9a-f]{32}$/);
  expect(err()).toMatch(/Everybody who can reach this machine at 0\.0\.0\.0 can call/);
  const [control] = /control-[0-9a-f]{32}/.exec(err())!;
  const journal = `${host!.slice("export DATABRICKS_HOST=".length)}/_emulator/journal`;
  expect((await fetch(journal)).status).toBe(401);
  expect((await fetch(journal, { headers: { authorization: `Bearer ${control}` } })).status).toBe(200);
  child.kill("SIGTERM");
  expect(await exit).toBe(0);
});

test("is told to stop while answers hang and streams are open, and stops at once", async () => {
  const { child, out, exit } = run("--json");
  await until(() => out().includes("\n"));
  const { DATABRICKS_HOST: host } = JSON.parse(out().split("\n")[0]!) as Record<string, string>;
  await fetch(`${host}/_emulator/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ times: 2, action: { kind: "delay", ms: 60_000 } }),
  });
  const waiting = fetch(`${host}/api/2.0/serving-endpoints`).catch(() => "ended");
  await until(() => true);
  const started = performance.now();
  child.kill("SIGTERM");
  expect(await exit).toBe(0);
  expect(await waiting).toBe("ended");
  expect(performance.now() - started).toBeLessThan(3000);
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
  expect(text).toContain("--state <file>");
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

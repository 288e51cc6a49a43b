import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { runEmulatorCommand } from "../../cli/emulator-command";

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
  const program = join(__dirname, "../../cli/emulator-command.ts");
  const script = `require(${JSON.stringify(program)}).runEmulatorCommand(process.argv.slice(1)).then(code => process.exit(code))`;
  const child = spawn(
    process.execPath,
    ["-r", "ts-node/register/transpile-only", "-e", script, "--", ...args],
    {
      cwd: join(__dirname, "../.."),
    },
  );
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
  [["--prot", "1"], /unknown option --prot; allowed: --port, --host, --token, --state-file, --help/],
  [["--port", "abc"], /--port is abc; allowed: a number from 0 to 65535/],
  [["--port"], /option --port needs a value/],
  [["extra"], /unexpected argument extra/],
])("refuses %j with what is allowed", async (args, message) => {
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  expect(await runEmulatorCommand(args)).toBe(2);
  expect(String(written.mock.calls[0]![0])).toMatch(message);
  written.mockRestore();
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
  const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  expect(await runEmulatorCommand(["--help"])).toBe(0);
  expect(String(written.mock.calls[0]![0])).toContain("--state-file <file>");
  written.mockRestore();
});

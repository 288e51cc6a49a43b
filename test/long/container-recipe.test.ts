import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, test } from "vitest";
import { pack, run, succeed } from "../package/consumer";
import { blocksOf } from "../package/markdown";

/*
 * The container's recipe in the documentation, step by step: its commands run in a folder of their own in place of an image,
 * and what it starts runs as nobody in particular, as it would there. No image is built: that takes a base image from a
 * registry of images.
 */

interface Recipe {
  from: string;
  workdir: string;
  copies: string[];
  runs: string[];
  user: string;
  exposed: number;
  start: string[];
  healthCheck: string[];
}

function recipe(): Recipe {
  const { text } = blocksOf("docs/emulator.md").find(({ language }) => language === "dockerfile")!;
  const lines = text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)] as const);
  const all = (name: string): string[] => lines.filter(([one]) => one === name).map(([, rest]) => rest);
  const one = (name: string): string => {
    expect(all(name), name).toHaveLength(1);
    return all(name)[0]!;
  };
  const known = ["FROM", "WORKDIR", "COPY", "RUN", "USER", "EXPOSE", "ENTRYPOINT", "CMD", "HEALTHCHECK"];
  expect(known).toEqual(expect.arrayContaining(lines.map(([name]) => name)));
  return {
    from: one("FROM"),
    workdir: one("WORKDIR"),
    copies: all("COPY"),
    runs: all("RUN"),
    user: one("USER"),
    exposed: Number(one("EXPOSE")),
    start: [...(JSON.parse(one("ENTRYPOINT")) as string[]), ...(JSON.parse(one("CMD")) as string[])],
    healthCheck: JSON.parse(one("HEALTHCHECK").slice("CMD ".length)) as string[],
  };
}

const top = mkdtempSync(join(tmpdir(), "container-recipe-"));
let started: ChildProcess | undefined;
afterAll(() => {
  started?.kill("SIGKILL");
  rmSync(top, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Asks by another name than the address, as another container does. */
async function ask(port: number, host: string, token: string): Promise<number> {
  const headers = { host: `${host}:${port}`, authorization: `Bearer ${token}` };
  const sent = request({ port, host: "127.0.0.1", path: "/api/2.0/serving-endpoints", headers }).end();
  const [response] = (await once(sent, "response")) as [{ statusCode: number; resume(): void }];
  response.resume();
  return response.statusCode;
}

test("the container's recipe makes an emulator that others call by its name, that is healthy, and that stops when told to", async () => {
  const { from, workdir, copies, runs, user, exposed, start, healthCheck } = recipe();
  expect([from, workdir, user, exposed]).toEqual(["node:22-slim", "/emulator", "node", 8080]);
  const folder = join(top, workdir);
  mkdirSync(folder, { recursive: true });
  for (const each of [top, folder]) chmodSync(each, 0o755);
  const { path: tarball } = await pack(top);
  expect(copies).toEqual([`${basename(tarball)} .`]);
  copyFileSync(tarball, join(folder, basename(tarball)));
  for (const command of runs) await succeed("sh", ["-c", command], folder);

  // A port that is free here stands for the container's own.
  const port = await freePort();
  const here = (given: string): string => given.replaceAll(String(exposed), String(port));
  const [program, ...given] = start.map(here);
  expect(existsSync(join(folder, program!))).toBe(true);
  // What starts may write nowhere, and is no administrator.
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  started = spawn(join(folder, program!), given, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    ...nobody,
  });
  const [line] = (await once(createInterface({ input: started.stdout! }), "line")) as [string];
  expect(JSON.parse(line)).toMatchObject({ ready: true, DATABRICKS_TOKEN: "dapi-local" });

  const [check, ...checked] = healthCheck.map(here);
  expect((await run(check!, checked, folder)).code).toBe(0);
  expect(await ask(port, "databricks", "dapi-local")).toBe(200);
  expect(await ask(port, "evil.example", "dapi-local")).toBe(403);
  const token = "dapi-emulator-00000000000000000000000000000000";
  expect(await ask(port, "databricks", token)).toBe(403);

  const ended = once(started, "exit");
  started.kill("SIGTERM");
  expect(
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5000, "still there"))]),
  ).not.toBe("still there");
  expect((await run(check!, checked, folder)).code).toBe(1);
});

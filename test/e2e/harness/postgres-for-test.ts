import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = "/usr/lib/postgresql";

/** Folder of PostgreSQL's programs as Debian installs them; undefined where it is not installed. */
export function postgresFolder(): string | undefined {
  const versions = existsSync(ROOT) ? readdirSync(ROOT).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(ROOT, version, "bin")).find((bin) => existsSync(join(bin, "initdb")));
}

/** A database server of its own for a test. */
export interface Postgres {
  /** `postgres://…`, as `PULUMI_BACKEND_URL` takes it. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts PostgreSQL on a free port of this machine, with its data in a temporary folder. */
export async function startPostgres(bin: string): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-databricks-serving-postgres-"));
  const owner = serverUser();
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  const as = { ...owner, cwd: folder };
  execFileSync(join(bin, "initdb"), ["-D", data, "-U", "team", "-A", "trust", "-N"], {
    ...as,
    stdio: "pipe",
  });
  const port = await freePort();
  const options = ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", folder, "-F"];
  const server = spawn(join(bin, "postgres"), options, { ...as, stdio: "ignore" });
  const ended = new Promise<void>((done) => server.once("exit", () => done()));
  for (let tries = 0; !isReady(bin, port); tries++) {
    if (tries > 100 || server.exitCode !== null) throw new Error("PostgreSQL does not start");
    await new Promise((done) => setTimeout(done, 100));
  }
  return {
    url: `postgres://team@127.0.0.1:${port}/postgres?sslmode=disable`,
    async stop() {
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root; the package brings a user of its own. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "postgres"]).toString());
  return { uid: idOf("-u"), gid: idOf("-g") };
}

function isReady(bin: string, port: number): boolean {
  try {
    execFileSync(join(bin, "pg_isready"), ["-h", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** A run that was killed is repeated soon, if at all. */
const KEPT_MS = 24 * 3600 * 1000;

/** A create that was begun: which resource, which name, and when. */
export interface CreateRecord {
  readonly urn: string;
  readonly name: string;
  readonly host: string;
  /** Milliseconds since 1970, by our clock. */
  readonly begunAt: number;
}

/**
 * What this machine began to create. Written before the request, so that a run after a kill can tell its own half-made
 * endpoint from one that another stack owns. Kept until a later operation on the resource shows that the engine knows it:
 * a create that has returned is not yet in the state.
 */
export interface CreateRecords {
  begin(record: CreateRecord): void;
  find(urn: string, name: string, host: string): CreateRecord | undefined;
  end(urn: string, name: string, host: string): void;
}

/** Records in files of the user's state folder; where that cannot be written, a kill leaves no trace and adoption must be asked for. */
export function createRecordsIn(
  folder: string,
  now: () => number,
  warn: (message: string) => void,
): CreateRecords {
  const fileOf = (urn: string, name: string, host: string): string =>
    join(
      folder,
      `${createHash("sha256").update(`${urn}\n${name}\n${host}`).digest("hex").slice(0, 32)}.json`,
    );
  return {
    begin(record) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        prune(folder, record.begunAt - KEPT_MS);
        writeFileSync(fileOf(record.urn, record.name, record.host), JSON.stringify(record), { mode: 0o600 });
      } catch (error) {
        warn(
          `Cannot note the create in ${folder}: ${String(error)}. If this run is killed, set adopt: true once.`,
        );
      }
    },
    find(urn, name, host) {
      try {
        const record = JSON.parse(readFileSync(fileOf(urn, name, host), "utf8")) as CreateRecord;
        return record.urn === urn && record.begunAt > now() - KEPT_MS ? record : undefined;
      } catch {
        return undefined;
      }
    },
    end(urn, name, host) {
      rmSync(fileOf(urn, name, host), { force: true });
    },
  };
}

function prune(folder: string, before: number): void {
  for (const file of readdirSync(folder)) {
    const path = join(folder, file);
    if (statSync(path).mtimeMs < before) rmSync(path, { force: true });
  }
}

/** Where records of begun creates are kept: the platform's folder for state of a user's programs. */
export function createRecordsFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const base =
    platform === "win32"
      ? (environment["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"))
      : (environment["XDG_STATE_HOME"] ?? join(homedir(), ".local", "state"));
  return join(base, "pulumi-databricks-serving", "creates");
}

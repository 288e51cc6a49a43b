import { createHash, randomUUID } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GatewaySettings } from "./endpoint-gateway/governed-settings";
import { makeFolder } from "./make-folder";
import { stateFolder } from "./state-folder";

/** A run that was killed is repeated soon, if at all. */
const KEPT_MS = 24 * 3600 * 1000;
/** How often a process looks for records that are past their time: each look takes all there are. */
const PRUNED_EVERY_MS = 3600 * 1000;
/** When this process last looked, by folder. */
const prunedAt = new Map<string, number>();
/** Files of ours; whatever else lies in the folder is not. */
const OUR_FILE = /^[0-9a-f]{32}\.json(\.[0-9a-f-]{36}\.tmp)?$/;

/** A create that was begun: which resource, which name, and when. */
export interface CreateRecord {
  readonly urn: string;
  readonly name: string;
  readonly host: string;
  /** Milliseconds since 1970, by our clock. */
  readonly begunAt: number;
  /** What was there before, where the create changes what others own. */
  readonly found?: { readonly endpointId: string; readonly settings: GatewaySettings };
}

/**
 * What this machine began to create. Written before the request, so that a run after a kill can tell its own half-made
 * endpoint from one that another stack owns. Counts only while the fate of the request is not known: a refusal ends it,
 * and so does a later operation, which shows that the engine knows the object (a create that has returned is not yet in
 * the state).
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
      const file = fileOf(record.urn, record.name, record.host);
      const draft = `${file}.${randomUUID()}.tmp`;
      try {
        makeFolder(folder);
        prune(folder, now());
        // Written aside and moved: another process never reads half a record, and a link that lies in its place is
        // replaced, not followed.
        writeFileSync(draft, JSON.stringify(record), { mode: 0o600, flag: "wx" });
        renameSync(draft, file);
      } catch (error) {
        remove(draft);
        warn(
          `Cannot note the create in ${folder}: ${(error as Error).message}. If this run is killed, set adopt: true once.`,
        );
      }
    },
    find(urn, name, host) {
      try {
        const file = fileOf(urn, name, host);
        if (!lstatSync(file).isFile()) return undefined;
        const record = JSON.parse(readFileSync(file, "utf8")) as CreateRecord;
        const fits = record.urn === urn && record.name === name && record.host === host;
        return fits && Number.isFinite(record.begunAt) && record.begunAt > now() - KEPT_MS
          ? record
          : undefined;
      } catch {
        return undefined;
      }
    },
    end(urn, name, host) {
      const file = fileOf(urn, name, host);
      // Most operations have none to end, and to look is a tenth of what a removal that finds nothing costs.
      if (existsSync(file)) remove(file);
    },
  };
}

/** Removes a file; a folder that lies in its place, or a right that is missing, must not fail an operation. */
function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It is not read as a record either.
  }
}

/** Removes what is past its time. Another process may be doing the same at the same time. */
function prune(folder: string, now: number): void {
  const last = prunedAt.get(folder);
  if (last !== undefined && now - last < PRUNED_EVERY_MS) return;
  prunedAt.set(folder, now);
  const before = now - KEPT_MS;
  for (const name of readdirSync(folder).filter((file) => OUR_FILE.test(file))) {
    const file = join(folder, name);
    const status = lstatSync(file, { throwIfNoEntry: false });
    if (status !== undefined && status.isFile() && status.mtimeMs < before) remove(file);
  }
}

/** Where records of begun creates are kept. */
export const createRecordsFolder = (environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string =>
  join(stateFolder(environment, platform), "creates");

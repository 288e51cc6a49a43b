import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { StoredEndpoint } from "../serving/stored-endpoint";
import { initialCatalog, type CatalogWorld } from "../unity-catalog/catalog-world";
import { initialIdentities, type AccessToken, type Identity } from "./identities";

export interface StoredSecret {
  /** Base64, as `secrets/get` returns it. */
  value: string;
  updatedAt: number;
}

export interface SecretScope {
  name: string;
  secrets: Record<string, StoredSecret>;
  /** READ, WRITE or MANAGE by principal. */
  acls: Record<string, string>;
}

/** One call of the data plane, as the gateway's tables record it. */
export type TableRow = Record<string, unknown>;

/** All that the emulated workspace remembers. Plain data, so that it can be written to a file. */
export interface World {
  endpoints: Record<string, StoredEndpoint>;
  scopes: Record<string, SecretScope>;
  identities: Identity[];
  /** By digest of the token. */
  accessTokens: Record<string, AccessToken>;
  usage: TableRow[];
  payloads: Record<string, TableRow[]>;
  unityCatalog: CatalogWorld;
  clockOffset: number;
}

export function emptyWorld(token: string): World {
  const identities = initialIdentities(token);
  return {
    endpoints: {},
    scopes: {},
    identities,
    accessTokens: {},
    usage: [],
    payloads: {},
    unityCatalog: initialCatalog(identities[0]!.userName),
    clockOffset: 0,
  };
}

const FORMAT = 1;

/**
 * Reads a state file, or starts afresh when there is none.
 *
 * @throws Error when the file is there and is not one of ours: overwriting it would lose something of the user's.
 */
export function loadWorld(file: string | undefined, token: string): World {
  if (file === undefined || !existsSync(file)) return emptyWorld(token);
  let content: { emulatorState?: unknown; world?: World };
  try {
    content = JSON.parse(readFileSync(file, "utf8")) as typeof content;
  } catch {
    // Without the parser's message: it quotes the file, which may hold secrets.
    throw new Error(`${file}: not a state file of the emulator, it is no JSON; remove it or name another`);
  }
  if (content.emulatorState !== FORMAT || content.world === undefined) {
    throw new Error(
      `${file}: found emulatorState ${JSON.stringify(content.emulatorState)}, allowed: ${FORMAT}; remove the file or name another`,
    );
  }
  // A file of a release that knew no Unity Catalog has none in it.
  const world: World = { ...emptyWorld(token), ...content.world };
  // The token that this start was given signs in as the admin, whatever it was when the file was written.
  const admin = world.identities.find((identity) => identity.admin);
  if (admin !== undefined && !admin.tokens.includes(token)) admin.tokens.push(token);
  return world;
}

/** Writes the state in one step, so that a kill in the middle leaves the old file; readable by its owner alone. */
export function saveWorld(file: string, world: World): void {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, JSON.stringify({ emulatorState: FORMAT, world }, null, 1), { mode: 0o600 });
  chmodSync(temporary, 0o600);
  renameSync(temporary, file);
}

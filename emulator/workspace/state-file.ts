import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { DEFAULT_TOKEN } from "./identities";
import { byName, emptyWorld, type SecretScope, type World } from "./world";

/** Version of the file's format. An older one is brought up to date when it is read; a newer one is refused. */
const FORMAT = 2;

/**
 * Reads a state file, or starts afresh when there is none.
 *
 * @param token signs in as the admin, whatever it was when the file was written.
 * @throws Error when the file is there and is not one of ours: overwriting it would lose something of the user's.
 */
export function loadWorld(file: string | undefined, token: string): World {
  if (file === undefined || !existsSync(file)) return emptyWorld(token);
  const { emulatorState: format, world } = readState(file);
  if (!Number.isInteger(format) || (format as number) < 1 || (format as number) > FORMAT || !isWorld(world)) {
    throw new Error(
      `${file}: found emulatorState ${JSON.stringify(format)}, allowed: 1 to ${FORMAT}; remove the file or name another`,
    );
  }
  const loaded = upToDate(world, token);
  const admin = loaded.identities.find((identity) => identity.admin);
  // The fake that everybody knows signs in only where it was asked for.
  if (admin !== undefined) {
    const others = admin.tokens.filter((known) => known !== token && known !== DEFAULT_TOKEN);
    admin.tokens = [...others, token];
  }
  return loaded;
}

/** Writes the state in one step, so that a kill in the middle leaves the old file; readable by its owner alone. */
export function saveWorld(file: string, world: World): void {
  const temporary = `${file}.${process.pid}.tmp`;
  const handle = openSync(temporary, "w", 0o600);
  try {
    writeFileSync(handle, JSON.stringify({ emulatorState: FORMAT, world }));
    // The rename may reach the disk before the content does, and a crash then leaves an empty file.
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  chmodSync(temporary, 0o600);
  renameSync(temporary, file);
}

function readState(file: string): { emulatorState?: unknown; world?: unknown } {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Without the parser's message: it quotes the file, which may hold secrets.
    throw new Error(`${file}: not a state file of the emulator, it is no JSON; remove it or name another`);
  }
  return content !== null && typeof content === "object" ? content : {};
}

function isWorld(world: unknown): world is Partial<World> {
  return world !== null && typeof world === "object" && Array.isArray((world as Partial<World>).identities);
}

/** What an older format lacks, it gets as a new workspace has it. */
function upToDate(world: Partial<World>, token: string): World {
  const complete = { ...emptyWorld(token), ...world };
  const scopes = Object.values(complete.scopes).map((scope): SecretScope => ({
    ...scope,
    secrets: byName(scope.secrets),
    acls: byName(scope.acls),
  }));
  return {
    ...complete,
    endpoints: byName(complete.endpoints),
    scopes: byName(Object.fromEntries(scopes.map((scope) => [scope.name, scope]))),
    accessTokens: byName(complete.accessTokens),
    payloads: byName(complete.payloads),
    connections: byName(complete.connections),
    files: byName(complete.files),
  };
}

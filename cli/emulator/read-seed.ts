import { readFileSync } from "node:fs";
import { parseSeed, type EmulatorSeed } from "../../emulator/index";
import { CalledWrongly, CommandFailed } from "../kit/command-failed";

/**
 * What the emulator starts with: the seed's file, and over it the secrets of the command line.
 *
 * @throws CalledWrongly for a secret that is not written `scope/key=value`; CommandFailed for a file that is no seed.
 */
export function readSeed(file: string | undefined, secrets: readonly string[]): EmulatorSeed {
  const seed = file === undefined ? {} : readFile(file);
  const given = { ...seed.secrets };
  for (const secret of secrets) {
    const [, scope, key, value] = /^([^/=]+)\/([^/=]+)=(.*)$/s.exec(secret) ?? [];
    if (scope === undefined || key === undefined || value === undefined) {
      // What stands behind the sign may be a key: it is not repeated.
      throw new CalledWrongly(
        `--secret ${secret.split("=")[0]}: allowed is scope/key=value, scope/key=env:NAME or scope/key=file:PATH`,
      );
    }
    given[scope] = { ...given[scope], [key]: value };
  }
  return { ...seed, secrets: given };
}

function readFile(file: string): EmulatorSeed {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new CommandFailed(`--seed ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    return parseSeed(text);
  } catch (error) {
    throw new CommandFailed(`--seed ${file}: ${(error as Error).message}`);
  }
}

import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { CommandFailed } from "./command-failed";
import type { Terminal } from "./terminal";

/**
 * Writes an answer to a file that the command line names.
 *
 * @param how `isNew` where nothing may be overwritten, `mode` where not everybody may read it
 * @throws CommandFailed where it cannot be written
 */
export function writeAnswer(
  path: string,
  text: string,
  { folder }: Pick<Terminal, "folder">,
  { isNew = false, mode }: { isNew?: boolean; mode?: number } = {},
): void {
  try {
    writeFileSync(resolve(folder, path), text, { flag: isNew ? "wx" : "w", ...(mode && { mode }) });
  } catch (error) {
    throw new CommandFailed(`${path} cannot be written: ${(error as Error).message}`);
  }
}

import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { kebab } from "./build-program";
import { CalledWrongly, CommandFailed } from "./command-failed";
import type { Command } from "./define-command";
import type { Param } from "./param";

/**
 * Says what is wrong with the files and folders that a command line names, before anything is done.
 *
 * @param folder where relative paths start
 * @throws CalledWrongly where something to read, or a folder to write in, is not there
 * @throws CommandFailed where a file would be overwritten
 */
export function refuseWrongPaths(
  command: Command,
  given: Readonly<Record<string, unknown>>,
  folder: string,
): void {
  for (const [name, param] of Object.entries(command.arguments)) refuse(param, given[name], "", folder);
  for (const [name, param] of Object.entries(command.options))
    refuse(param, given[name], `--${kebab(name)} `, folder);
}

function refuse({ names, madeBy }: Param<unknown>, value: unknown, option: string, folder: string): void {
  if (names === undefined) return;
  for (const path of [value].flat()) {
    if (typeof path !== "string") continue;
    const full = resolve(folder, path);
    const found = existsSync(full) ? statSync(full) : undefined;
    const made = madeBy === undefined ? "" : `; ${madeBy}`;
    if (names === "folder") {
      if (found?.isDirectory() !== true)
        throw new CalledWrongly(`${option}${path}: there is no such folder${made}`);
    } else if (found?.isDirectory() === true) {
      throw new CalledWrongly(`${option}${path}: this is a folder, and a file is wanted`);
    } else if (names === "file to read") {
      if (found === undefined) throw new CalledWrongly(`${option}${path}: there is no such file${made}`);
    } else if (!existsSync(dirname(full))) {
      throw new CalledWrongly(`${option}${path}: there is no folder ${dirname(path)}`);
    } else if (names === "new file" && found !== undefined) {
      throw new CommandFailed(`${option}${path} exists already, and is not overwritten. Give another file.`);
    }
  }
}

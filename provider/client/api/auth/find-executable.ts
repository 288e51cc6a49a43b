import { accessSync, constants, openSync, readSync, closeSync, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** The file that a command's name stands for, looked up on the PATH of the environment as a shell does. */
export function findExecutable(command: string, environment: NodeJS.ProcessEnv): string | undefined {
  if (isAbsolute(command) || /[\\/]/.test(command)) return isExecutable(command) ? command : undefined;
  const folders = (environment["PATH"] ?? environment["Path"] ?? "")
    .split(delimiter)
    .filter((path) => path !== "");
  const endings = process.platform === "win32" ? (environment["PATHEXT"] ?? ".EXE;.CMD").split(";") : [""];
  return folders
    .flatMap((folder) => endings.map((ending) => join(folder, `${command}${ending.toLowerCase()}`)))
    .find(isExecutable);
}

/** The first line of a script; empty for a binary. */
export function interpreterLine(file: string): string {
  const start = Buffer.alloc(128);
  const handle = openSync(file, "r");
  try {
    const length = readSync(handle, start, 0, start.length, 0);
    const text = start.toString("latin1", 0, length);
    return text.startsWith("#!") ? (text.split("\n")[0] ?? "") : "";
  } finally {
    closeSync(handle);
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

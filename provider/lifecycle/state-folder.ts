import { homedir } from "node:os";
import { join, posix, win32 } from "node:path";

/** Where what this package remembers between runs is kept: the platform's folder for state of a user's programs. */
export function stateFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const [given, otherwise] =
    platform === "win32"
      ? [environment["LOCALAPPDATA"], join(homedir(), "AppData", "Local")]
      : [environment["XDG_STATE_HOME"], join(homedir(), ".local", "state")];
  // An empty or relative one counts as unset, as the XDG specification says: else it would be the working directory.
  const { isAbsolute } = platform === "win32" ? win32 : posix;
  const base = given !== undefined && isAbsolute(given) ? given : otherwise;
  return join(base, "pulumi-databricks-serving");
}

import { homedir, userInfo } from "node:os";
import { isAbsolute, join, posix, win32 } from "node:path";

/** Where what this package remembers between runs is kept: the platform's folder for state of a user's programs. */
export function stateFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const [given, otherwise] =
    platform === "win32"
      ? [environment["LOCALAPPDATA"], ["AppData", "Local"]]
      : [environment["XDG_STATE_HOME"], [".local", "state"]];
  // An empty or relative one counts as unset, as the XDG specification says: else it would be the working directory.
  const { isAbsolute: isWhole } = platform === "win32" ? win32 : posix;
  const base = given !== undefined && isWhole(given) ? given : join(home(), ...otherwise);
  return join(base, "pulumi-databricks-serving");
}

/** The user's home: HOME may be empty or relative, and the user of a container need not be known to it. */
function home(): string {
  for (const find of [homedir, () => userInfo().homedir]) {
    try {
      const found = find();
      if (isAbsolute(found)) return found;
    } catch {
      // Nobody of this id is known here.
    }
  }
  // As Debian's users have it that are to have none: notes fail there, and say so.
  return "/nonexistent";
}

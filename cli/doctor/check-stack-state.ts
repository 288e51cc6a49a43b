import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { findExecutable } from "../../provider/client/api/auth/find-executable";
import { runTool } from "../kit/run-tool";
import type { Terminal } from "../kit/terminal";
import { bad, type Finding } from "./finding";

/** What Pulumi says of a state whose sidecar file (`<stack>.json.attrs`) is empty or cut. */
const UNREADABLE_SIDECAR = /failed to load checkpoint: .*\bEOF\b/;

/**
 * Pulumi's file backend writes a sidecar beside each file, and not at once: a run that is killed in that instant leaves it
 * empty, and Pulumi then refuses to load the state.
 *
 * @param problem what Pulumi said when it was asked for the stack's configuration
 * @returns undefined where it said something else
 */
export async function checkStackState(
  problem: string,
  terminal: Pick<Terminal, "environment" | "folder">,
): Promise<Finding | undefined> {
  if (!UNREADABLE_SIDECAR.test(problem)) return undefined;
  const backend = await fileBackend(terminal);
  const found = backend === undefined ? [] : cutSidecars(join(backend, ".pulumi"));
  return bad(
    `Pulumi cannot load the stack's state: ${problem.split("\n")[0]}`,
    "A run was killed while Pulumi wrote a file beside the state; the state itself is whole. " +
      (found.length > 0
        ? `Delete what is cut short: ${found.join(", ")}`
        : "Delete each empty file *.attrs below .pulumi in the backend's folder (`pulumi whoami -v`)."),
  );
}

/** The folder where Pulumi keeps its state, where it keeps it in one. */
async function fileBackend({
  environment,
  folder,
}: Pick<Terminal, "environment" | "folder">): Promise<string | undefined> {
  const pulumi = findExecutable("pulumi", environment);
  if (pulumi === undefined) return undefined;
  const { ok, stdout } = await runTool(pulumi, ["whoami", "--json", "--non-interactive"], {
    folder,
    environment: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: 30_000,
  });
  if (!ok) return undefined;
  const { url = "" } = JSON.parse(stdout) as { url?: string };
  const path = /^file:\/\/([^?]*)/.exec(url)?.[1];
  if (path === undefined) return undefined;
  return resolve(folder, path.replace(/^~/, environment["HOME"] ?? homedir()));
}

function cutSidecars(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".attrs"))
    .map((name) => join(folder, name))
    .filter(isCut);
}

function isCut(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return false;
  } catch {
    return true;
  }
}

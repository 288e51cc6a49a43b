import { execFile } from "node:child_process";
import type { Held } from "../lifecycle/operation";
import type { Fields } from "../schema/plain-object";

const PATIENCE_MS = 20_000;

/** Larger states are not looked at. */
const MAX_BYTES = 512 * 1024 * 1024;

/** A resource as `pulumi stack export` prints it. */
interface ExportedResource {
  readonly urn: string;
  readonly id?: string;
  readonly outputs?: Fields;
}

let resources: Promise<readonly ExportedResource[]> | undefined;

/**
 * What the stack's state holds for a resource, with what an earlier run has replaced and not deleted yet; nothing where it
 * cannot be read.
 *
 * The engine shows a provider nothing of the old object where a replacement is forced (`taint`, `--replace`, a replacement
 * trigger): it then looks like a new resource whose name is taken. So this asks the command line, once in a process, and
 * only where something would be refused otherwise.
 */
export async function heldInState(urn: string): Promise<Held[]> {
  resources ??= stateOf(urn);
  return (await resources)
    .filter((resource) => resource.urn === urn)
    .map(({ id = "", outputs = {} }) => ({ id, outputs }));
}

async function stateOf(urn: string): Promise<readonly ExportedResource[]> {
  const [, , stack = ""] = urn.split(":");
  try {
    const { deployment } = JSON.parse(await exported(stack)) as {
      deployment?: { resources?: readonly ExportedResource[] };
    };
    return deployment?.resources ?? [];
  } catch {
    return []; // No command line at hand, or another organisation's stack: then what is taken is refused.
  }
}

function exported(stack: string): Promise<string> {
  return new Promise((done, fail) => {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    execFile(
      "pulumi",
      ["stack", "export", "--stack", stack, "--non-interactive"],
      { env, timeout: PATIENCE_MS, maxBuffer: MAX_BYTES, windowsHide: true },
      (error, stdout) => (error === null ? done(stdout) : fail(error)),
    );
  });
}

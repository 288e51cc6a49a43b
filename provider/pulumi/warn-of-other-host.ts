import type { Reporter } from "../lifecycle/operation";
import { hostOf } from "../lifecycle/own-endpoint";
import type { Fields } from "../schema/plain-object";
import { connectedWorkspace } from "./connected-workspace";

let said = false;

/**
 * Says, once in a process, that state speaks of another address than this run is connected to. What changes is compared
 * with the workspace before anything is sent; what does not change is never looked at, and would pass for being there.
 */
export function warnOfOtherHost(state: Fields, reporter: Reporter): void {
  const before = hostOf(state);
  if (said || before === undefined) return;
  const now = connectedHost();
  if (now === undefined || now === before) return;
  said = true;
  reporter.warn(
    `This state is of ${before}, and this run is connected to ${now}: what is "unchanged" is unchanged in the state, and was not ` +
      "looked at there. If these are two addresses of one workspace, `pulumi refresh` records the new one.",
  );
}

function connectedHost(): string | undefined {
  try {
    return connectedWorkspace().host;
  } catch {
    return undefined; // A preview works without a connection.
  }
}

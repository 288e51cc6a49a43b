import { randomBytes } from "node:crypto";
import { placePlatformEndpoints } from "../serving/platform-endpoints";
import { defaultServicePrincipal } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { applySeed } from "./apply-seed";

/**
 * Puts into the workspace what it has from the start, at a start and after a reset.
 *
 * @throws Error where the seed cannot be made.
 */
export function beginWorld(workspace: Workspace): void {
  if (workspace.controlToken !== undefined) hideDefaultSecret(workspace);
  placePlatformEndpoints(workspace.world, workspace.switches.platformEndpoints);
  applySeed(workspace, workspace.seed);
}

export const newToken = (prefix: string): string => `${prefix}-${randomBytes(16).toString("hex")}`;

/** The service principal's secret stands in the documentation: where others can reach the emulator, it opens nothing. */
function hideDefaultSecret({ world }: Workspace): void {
  for (const identity of world.identities) {
    if (identity.clientSecret === defaultServicePrincipal.clientSecret)
      identity.clientSecret = newToken("secret");
  }
}

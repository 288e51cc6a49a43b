import { placePlatformEndpoints } from "../serving/platform-endpoints";
import { seededRandom } from "../workspace/random";
import type { Switches } from "./switches";
import type { Workspace } from "../workspace/workspace";

/** Sets switches, leaving the others as they are. */
export function setSwitches(workspace: Workspace, given: Partial<Switches>): void {
  Object.assign(workspace.switches, given);
  placePlatformEndpoints(workspace.world, workspace.switches.platformEndpoints);
  if (given.seed !== undefined) workspace.random = seededRandom(given.seed);
}

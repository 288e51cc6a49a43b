import { Cancellation } from "../../client/api/cancellation";
import type { Clock } from "../../client/api/clock";
import { resolveConnection } from "../../client/api/connection";
import { ConnectionError } from "../../client/api/connection-error";
import type { ConnectionSettings } from "../../client/api/connection-settings";
import { HttpClient } from "../../client/api/http-client";
import { Workspace } from "../../client/workspace";
import type { Reporter } from "../../lifecycle/operation";
import { ServingRun } from "../serving-run";
import { ownSchema } from "./own-schema";
import type { PluginHost } from "./provider-server";

/** What surrounds a plugin. */
export interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly reporterFor: (urn: string) => Reporter;
  /** The engine says where it listens. */
  readonly attach: (engineAddress: string) => void;
}

/** What a plugin serves one run with: a workspace as the engine configures it, and the way to stop. */
export function pluginHost({ environment, clock: outer, reporterFor, attach }: Surroundings): PluginHost {
  const cancellation = new Cancellation();
  const clock = cancellation.clock(outer);
  let settings: ConnectionSettings | undefined = {};
  let connected: Workspace | undefined;
  const workspace = (): Workspace => {
    // Where to connect to is not known yet: what the environment says instead would be another workspace.
    if (settings === undefined) throw new ConnectionError("Not known yet: the connection of the provider.");
    const connection = () => resolveConnection(settings ?? {}, environment, { clock });
    return (connected ??= new Workspace(new HttpClient(connection(), { clock, cancellation })));
  };
  return {
    run: new ServingRun(workspace, reporterFor, clock),
    configure(given) {
      settings = given;
      connected = undefined;
    },
    attach,
    cancel: () => cancellation.cancel(),
    schema: ownSchema,
  };
}

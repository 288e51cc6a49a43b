import * as grpc from "@grpc/grpc-js";
import { systemClock } from "../../client/api/clock";
import { resolveConnection } from "../../client/api/connection";
import type { ConnectionSettings } from "../../client/api/connection-settings";
import { HttpClient } from "../../client/api/http-client";
import { Workspace } from "../../client/workspace";
import { reporterFor, reportTo } from "../engine-log";
import { ServingRun } from "../serving-run";
import { cancellableClock } from "./cancellable-clock";
import { ownSchema } from "./own-schema";
import { providerServer } from "./provider-server";

/**
 * Serves the plugin on a free port of this machine, and tells the engine which by printing it: the first line of stdout.
 *
 * @param engineAddress where the engine listens, as it tells its plugins in their first argument
 */
export function servePlugin(engineAddress: string | undefined): void {
  if (engineAddress !== undefined) reportTo(engineAddress);
  const { clock, cancel } = cancellableClock(systemClock);
  let settings: ConnectionSettings = {};
  let connected: Workspace | undefined;
  const workspace = () =>
    (connected ??= new Workspace(new HttpClient(resolveConnection(settings, process.env), { clock })));
  const server = providerServer({
    run: new ServingRun(workspace, reporterFor, clock),
    configure(given) {
      settings = given;
      connected = undefined;
    },
    attach: reportTo,
    cancel,
    schema: ownSchema,
  });
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    process.stdout.write(`${port}\n`);
  });
}

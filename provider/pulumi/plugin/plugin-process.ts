import * as grpc from "@grpc/grpc-js";
import { systemClock } from "../../client/api/clock";
import { reporterFor, reportTo } from "../engine-log";
import { pluginHost } from "./plugin-host";
import { providerServer } from "./provider-server";

/** How often it is looked whether the engine is still there. */
const LOOK_EVERY_MS = 2000;

/**
 * Serves the plugin on a free port of this machine, and tells the engine which by printing it: the first line of stdout.
 *
 * @param engineAddress where the engine listens, as it tells its plugins in their first argument
 */
export function servePlugin(engineAddress: string | undefined): void {
  if (engineAddress !== undefined) reportTo(engineAddress);
  const server = providerServer(
    pluginHost({ environment: process.env, clock: systemClock, reporterFor, attach: reportTo }),
  );
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    process.stdout.write(`${port}\n`);
  });
  if (engineAddress !== undefined) endWithParent(server);
}

/** An engine that is killed cannot end its plugins. What is under way comes to its end first, so that its record is right. */
function endWithParent(server: grpc.Server): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) server.tryShutdown(() => process.exit());
  }, LOOK_EVERY_MS).unref();
}

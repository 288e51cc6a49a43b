import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { Reporter } from "../lifecycle/operation";
import { Waits } from "./waits";

/** The engine that started this process says where it listens in the first argument. */
let client = process.argv[2] === undefined ? undefined : connect(process.argv[2]);

/** Reports to the engine at this address from now on. */
export function reportTo(address: string): void {
  client = connect(address);
}

function connect(address: string): InstanceType<typeof EngineClient> | undefined {
  return /^[\w.[\]:-]+:\d+$/.test(address)
    ? new EngineClient(address, grpc.credentials.createInsecure())
    : undefined;
}

const waits = new Waits();

/** Reports on the line of one resource. What is `ephemeral` there shows live and is not repeated under Diagnostics. */
export function reporterFor(urn: string): Reporter {
  const send = (severity: LogSeverity, message: string, ephemeral: boolean): void => {
    if (client === undefined) return;
    const request = new LogRequest();
    request.setSeverity(severity);
    request.setMessage(message);
    request.setUrn(urn);
    request.setEphemeral(ephemeral);
    // A line of progress that is lost must not fail an operation.
    client.log(request, () => {});
  };
  return {
    progress: (message) => send(LogSeverity.INFO, message, true),
    info: (message) => send(LogSeverity.INFO, message, false),
    warn: (message) => send(LogSeverity.WARNING, message, false),
    waiting: () => waits.begin(),
  };
}

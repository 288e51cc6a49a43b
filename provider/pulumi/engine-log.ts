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

/** Longer than the engine takes for a line, short enough for a run whose engine has gone. */
const LONGEST_DELIVERY_MS = 2000;

const onTheirWay = new Set<Promise<void>>();

/**
 * Waits until the engine has all that was said to be kept. To be awaited before a call is answered: where nothing else is to be
 * done, the engine ends this process on the last answer, and with it what is still on its way.
 */
export async function delivered(): Promise<void> {
  if (onTheirWay.size === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LONGEST_DELIVERY_MS);
  });
  await Promise.race([Promise.all(onTheirWay), late]);
  clearTimeout(timer);
}

/** Reports on the line of one resource. What is `ephemeral` there shows live and is not repeated under Diagnostics. */
export function reporterFor(urn: string): Reporter {
  const send = (severity: LogSeverity, message: string, ephemeral: boolean): void => {
    const to = client;
    if (to === undefined) return;
    const request = new LogRequest();
    request.setSeverity(severity);
    request.setMessage(message);
    request.setUrn(urn);
    request.setEphemeral(ephemeral);
    // A line that is lost must not fail an operation.
    const sent = new Promise<void>((resolve) => void to.log(request, () => resolve()));
    if (ephemeral) return;
    onTheirWay.add(sent);
    void sent.then(() => onTheirWay.delete(sent));
  };
  return {
    progress: (message) => send(LogSeverity.INFO, message, true),
    info: (message) => send(LogSeverity.INFO, message, false),
    warn: (message) => send(LogSeverity.WARNING, message, false),
    waiting: () => waits.begin(),
  };
}

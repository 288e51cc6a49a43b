import type { Emulator, FaultAction } from "../../../emulator/index";
import { befalls, faultKinds, type FaultKind } from "../../exhaustion/fault-kinds";

/** A fault that befalls one request of one endpoint. */
export interface EngineCell {
  readonly endpoint: string;
  readonly method: string;
  readonly path: string;
  readonly fault: FaultKind;
}

/**
 * Faults that can befall requests of many resources at once: one that nobody answers costs a minute of real time, a
 * refused connection is no answer of the server's, and a refused sign-in ends the whole run.
 */
const ALONE = /^(refused|timeout)|401|expired token/;

export const engineFaults = faultKinds.filter(({ name }) => !ALONE.test(name));

/**
 * Requests that nobody answers, so often that in each step of `liveThroughFaults` each of its requests meets one that was carried
 * out and one that was not.
 */
export const hangs: readonly FaultKind[] = Array.from({ length: 5 }).flatMap(() =>
  faultKinds.filter(({ action }) => action.kind === "hang"),
);

/** Faults that end a run for all of its resources, one for each run. */
export const signInFaults = faultKinds.filter(({ name }) => /401|expired token/.test(name));

/** A request as a pattern of its path; `*` stands for the endpoint's id. */
export type RequestOf = (endpoint: string) => readonly [method: string, path: string];

/** Deals every fault to a request of an endpoint of its own, the requests in turn. */
export function dealt(requests: readonly RequestOf[], faults: readonly FaultKind[]): EngineCell[] {
  return faults.map((fault, index) => {
    const endpoint = `e${String(index).padStart(2, "0")}`;
    const turns = requests.map((_, turn) => requests[(index + turn) % requests.length]!(endpoint));
    const [method, path] =
      turns.find(([verb, at]) => befalls(fault, { method: verb, path: at })) ?? turns[0]!;
    return { endpoint, method, path, fault };
  });
}

/** Lets the faults of cells befall their requests. */
export function arm(emulator: Emulator, cells: readonly EngineCell[]): void {
  for (const { method, path, fault } of cells) {
    emulator.addFault({ method, path, action: fault.action as FaultAction });
  }
}

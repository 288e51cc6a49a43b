import { systemClock } from "../../provider/client/api/clock";
import type { Workspace } from "../../provider/client/workspace";
import { nearest } from "../../provider/text/nearest";
import { CalledWrongly, CommandFailed } from "../kit/command-failed";
import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import type { Terminal } from "../kit/terminal";
import { openWorkspace } from "../workspace/open-workspace";
import type { WorkspaceOptions } from "../workspace/workspace-options";
import { emulatorCounter } from "./emulator-counter";
import { endpointTraffic } from "./endpoint-traffic";
import { metricsCounter } from "./metrics-counter";
import type { RequestCounter } from "./request-counts";
import { goBack, rollOut, type RolloutEnd } from "./roll-out";
import { RolloutRecords, type RolloutRecord } from "./rollout-record";
import { sharesText, type RoutedTraffic } from "./routed-traffic";
import { serviceTraffic } from "./service-traffic";
import { endpointTableCounter, serviceTableCounter } from "./table-counter";

interface Given extends WorkspaceOptions {
  readonly name: string;
  readonly to: string | undefined;
  readonly steps: readonly number[] | undefined;
  readonly maxErrorRate: number | undefined;
  readonly wait: number | undefined;
  readonly minRequests: number | undefined;
  readonly warehouse: string | undefined;
  readonly back: boolean;
  readonly restart: boolean;
  readonly json: boolean;
}

const STEPS = [5, 25, 100];
const MAX_ERROR_RATE = 2;
const WAIT_MS = 5 * 60_000;

const isModelService = (name: string): boolean => name.split(".").length === 3;

/** Moves the traffic of an endpoint or a model service to one of its models, step by step. */
export async function runRollout(given: Given, terminal: Terminal): Promise<ExitCode> {
  const { name, back, restart } = given;
  if (back && restart)
    throw new CalledWrongly("--back brings back what --restart forgets: give one of the two");
  const workspace = await openWorkspace(given, terminal);
  const records = new RolloutRecords(workspace.host, name, terminal.environment);
  if (restart) records.remove();
  const record = records.read();
  const traffic = isModelService(name)
    ? serviceTraffic(name, workspace)
    : endpointTraffic(name, workspace, terminal);
  const to = given.to ?? record?.to;
  if (back && record === undefined)
    throw new CommandFailed(`No interrupted rollout of ${traffic.what} is noted on this machine.`);
  if (to === undefined) throw new CalledWrongly("Say with --to which model gets the traffic.");
  refuseOther(record, to, traffic);
  await refuseUnknown(to, traffic);
  const world = {
    traffic,
    records,
    host: workspace.host,
    clock: systemClock,
    say: (message: string) => terminal.say(message),
    progress: (text: string) => terminal.progress(text),
  };
  const plan = {
    to,
    steps: given.steps ?? STEPS,
    maxErrorRate: given.maxErrorRate ?? MAX_ERROR_RATE,
    waitMs: given.wait ?? WAIT_MS,
    minRequests: given.minRequests ?? 1,
  };
  const end =
    back && record !== undefined
      ? await goBack(record, "--back was given", [], world)
      : await rollOut(plan, record, await counterFor(given, to, workspace), world);
  tell(end, plan.to, traffic, given.json, terminal);
  return end.outcome === "done" || back ? EXIT_CODES.done.code : EXIT_CODES.found.code;
}

function refuseOther(record: RolloutRecord | undefined, to: string, { what }: RoutedTraffic): void {
  if (record === undefined || record.to === to) return;
  throw new CommandFailed(
    `A rollout of ${what} to ${JSON.stringify(record.to)} was interrupted, at ${sharesText(record.next)}. Go on with it, or go ` +
      "back with --back, or forget it with --restart.",
  );
}

async function refuseUnknown(to: string, traffic: RoutedTraffic): Promise<void> {
  const names = (await traffic.read()).map(({ servedModelName }) => servedModelName);
  if (names.length < 2)
    throw new CommandFailed(`${traffic.what} has one ${traffic.part} alone, which has all of its traffic.`);
  if (names.includes(to)) return;
  const near = nearest(to, names);
  const meant = near === undefined ? `it has ${names.join(", ")}` : `did you mean ${near}?`;
  throw new CommandFailed(`${traffic.what} has no ${traffic.part} ${JSON.stringify(to)}; ${meant}`);
}

async function counterFor(
  { name, warehouse }: Given,
  to: string,
  workspace: Workspace,
): Promise<RequestCounter> {
  if (isModelService(name)) {
    return warehouse === undefined
      ? emulatorCounter(name, to, workspace)
      : serviceTableCounter(name, to, warehouse, workspace);
  }
  return warehouse === undefined
    ? metricsCounter(name, to, workspace)
    : endpointTableCounter(name, to, warehouse, workspace);
}

function tell(end: RolloutEnd, to: string, traffic: RoutedTraffic, json: boolean, terminal: Terminal): void {
  const program = traffic.program(end.shares);
  if (json) {
    const { outcome, reason, steps } = end;
    const shares = end.shares.map(({ servedModelName, trafficPercentage }) => ({
      name: servedModelName,
      trafficPercentage,
    }));
    terminal.print(
      `${JSON.stringify({ name: traffic.name, to, outcome, reason, shares, steps, program }, null, 2)}\n`,
    );
    return;
  }
  if (end.outcome === "back") terminal.say(`${traffic.what} is as it was: ${sharesText(end.shares)}.`);
  else if (end.outcome === "undecided") terminal.say(end.reason ?? "");
  else {
    terminal.say(
      `${traffic.what} is where it should be. Write this in the program; until then the next \`pulumi up\` would bring the old shares back:`,
    );
    terminal.print(program);
  }
}

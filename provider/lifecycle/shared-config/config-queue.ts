import { ApiError } from "../../client/api/api-error";
import type { Clock } from "../../client/api/clock";
import type { ConfigEdit } from "../../plan/config-edits";
import { EditRefused } from "../../plan/config-edits";
import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import type { Operation, Reporter, Waiting } from "../operation";
import { awaitSettled, ConfigUpdateFailed, OthersUpdating, StillUpdating } from "../endpoint/settle-config";
import { writeConfig, type ConfigWrite } from "./write-config";

/** How long to wait for further writes to join, since the last one came; an update itself takes many seconds. */
const QUIET_MS = 200;
const LONGEST_WAIT_MS = 1500;

interface Submission {
  readonly write: ConfigWrite;
  readonly operation: Operation;
  readonly deadline: number;
  readonly resolve: (endpoint: SeenEndpoint) => void;
  readonly reject: (error: unknown) => void;
}

/** Writes of one endpoint's config, one update at a time; those that wait are sent together. */
interface Line {
  waiting: Submission[];
  lastArrival: number;
  running: boolean;
}

/** One line for each endpoint, shared by all resources of this process. */
const lines = new Map<string, Line>();

/**
 * Writes an edit of a shared config, together with all others of this process that wait for the same endpoint: N models
 * attached together are one or two config updates. One that is refused, or fails, does not take the others with it.
 */
export function submitWrite(
  endpoint: string,
  write: ConfigWrite,
  operation: Operation,
  deadline: number,
): Promise<SeenEndpoint> {
  const key = `${operation.workspace.host}\n${endpoint}`;
  const line = lines.get(key) ?? { waiting: [], lastArrival: 0, running: false };
  lines.set(key, line);
  return new Promise((resolve, reject) => {
    line.waiting.push({ write, operation, deadline, resolve, reject });
    line.lastArrival = operation.clock.now();
    if (!line.running) {
      line.running = true;
      void serve(endpoint, key, line);
    }
  });
}

async function serve(endpoint: string, key: string, line: Line): Promise<void> {
  while (line.waiting.length > 0) {
    await quiet(line, line.waiting[0]?.operation.clock);
    const batch = line.waiting;
    line.waiting = [];
    await writeTogether(endpoint, batch);
  }
  line.running = false;
  lines.delete(key);
}

async function quiet(line: Line, clock: Clock | undefined): Promise<void> {
  if (clock === undefined) return;
  const end = clock.now() + LONGEST_WAIT_MS;
  for (let left = QUIET_MS; left > 0 && clock.now() < end; left = line.lastArrival + QUIET_MS - clock.now()) {
    await clock.sleep(left);
  }
}

async function writeTogether(endpoint: string, batch: readonly Submission[]): Promise<void> {
  const refused = new Map<Submission, EditRefused>();
  const ordered = [...batch].sort((a, b) => a.write.edit.phase - b.write.edit.phase);
  const [first] = batch;
  if (first === undefined) return;
  const accepted = () => ordered.filter((submission) => !refused.has(submission));
  const edit: ConfigEdit = {
    get touches() {
      return accepted().flatMap(({ write }) => write.edit.touches);
    },
    phase: 1,
    apply: (config) =>
      accepted().reduce(
        (at, submission) => orRefuse(submission, refused, () => submission.write.edit.apply(at)) ?? at,
        config,
      ),
  };
  const write: ConfigWrite = {
    edit,
    get force() {
      return accepted().some((submission) => submission.write.force);
    },
    get expects() {
      return accepted().flatMap((submission) => submission.write.expects);
    },
    secrets: batch.flatMap((submission) => submission.write.secrets),
    guard(seen) {
      for (const submission of accepted())
        orRefuse(submission, refused, () => submission.write.guard?.(seen));
    },
  };
  const operation = { ...first.operation, reporter: reporterForAll(batch) };
  const deadline = Math.min(...batch.map((submission) => submission.deadline));
  try {
    const endpointNow = await writeConfig(endpoint, write, operation, deadline);
    for (const { resolve } of accepted()) resolve(endpointNow);
  } catch (error) {
    const rest = accepted();
    const patient = rest.filter((submission) => submission.deadline > deadline);
    if (error instanceof StillUpdating && patient.length > 0) {
      await Promise.all(rest.map((submission) => goOnWaiting(endpoint, submission, error)));
    } else if (error instanceof OthersUpdating && patient.length > 0) {
      for (const { reject } of rest.filter((submission) => !patient.includes(submission))) reject(error);
      await writeTogether(endpoint, patient);
    } else if (rest.length > 1 && isOfOneOnly(error)) {
      for (const submission of rest) await writeTogether(endpoint, [submission]);
    } else {
      for (const { reject } of rest) reject(error);
    }
  }
  for (const [submission, error] of refused) submission.reject(error);
}

/** Waits for an update that was sent for several, as long as the time of this one allows. */
async function goOnWaiting(
  endpoint: string,
  submission: Submission,
  { endpoint: seen }: StillUpdating,
): Promise<void> {
  const { operation, deadline, resolve, reject } = submission;
  try {
    const settled = await awaitSettled(endpoint, operation, deadline, seen);
    if (settled.configUpdate === "NOT_UPDATING") resolve(settled);
    else reject(new ConfigUpdateFailed(settled));
  } catch (error) {
    reject(error);
  }
}

/** Does something for one of several writes that go together; where it is refused, the others go on without it. */
function orRefuse<T>(
  submission: Submission,
  refused: Map<Submission, EditRefused>,
  work: () => T,
): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof EditRefused)) throw error;
    refused.set(submission, error);
    return undefined;
  }
}

/** Whether a failure may come from one of several writes that were sent together, so that the others deserve their own try. */
const isOfOneOnly = (error: unknown): boolean =>
  error instanceof ConfigUpdateFailed || (error instanceof ApiError && error.category === "invalid");

function reporterForAll(batch: readonly Submission[]): Reporter {
  const toAll = (kind: "progress" | "info" | "warn") => (message: string) => {
    for (const { operation } of batch) operation.reporter[kind](message);
  };
  const waiting = (): Waiting => {
    const each = batch.flatMap(({ operation }) => operation.reporter.waiting?.() ?? []);
    return {
      note: () => each[0]?.note(),
      end: () => {
        for (const one of each) one.end();
      },
    };
  };
  return { progress: toAll("progress"), info: toAll("info"), warn: toAll("warn"), waiting };
}

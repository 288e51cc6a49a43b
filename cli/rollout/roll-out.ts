import { ApiError } from "../../provider/client/api/api-error";
import type { Clock } from "../../provider/client/api/clock";
import { CredentialUnknown } from "../../provider/lifecycle/shared-config/write-config";
import { EditRefused } from "../../provider/plan/config-edits";
import type { Share } from "../../provider/resources/share-out";
import { CommandFailed } from "../kit/command-failed";
import { durationText } from "./duration";
import { countsText, errorRateOf, type RequestCounter, type RequestCounts } from "./request-counts";
import type { RolloutRecord, RolloutRecords } from "./rollout-record";
import { sameShares, shareIn, sharesAt, sharesText, SharesMoved, type RoutedTraffic } from "./routed-traffic";

/** How a model gets its traffic. */
export interface RolloutPlan {
  readonly to: string;
  /** Its shares, growing, in whole per cent. */
  readonly steps: readonly number[];
  /** In per cent. */
  readonly maxErrorRate: number;
  readonly waitMs: number;
  readonly minRequests: number;
}

/** What a rollout works with. */
export interface RolloutWorld {
  readonly traffic: RoutedTraffic;
  readonly records: RolloutRecords;
  readonly host: string;
  readonly clock: Clock;
  say(message: string): void;
  progress(text: string): void;
}

/** A step that was judged. */
export interface JudgedStep extends RequestCounts {
  readonly share: number;
}

/** How a rollout ended: all steps done, back where it began, or too few requests to judge its last step. */
export interface RolloutEnd {
  readonly outcome: "done" | "back" | "undecided";
  /** The shares as they are now. */
  readonly shares: readonly Share[];
  readonly steps: readonly JudgedStep[];
  /** Why it went back, or is undecided. */
  readonly reason?: string;
}

/** As many errors end a step before its time, where they are beyond the rate. */
const SURE_ERRORS = 10;
const SHORTEST_LOOK_MS = 100;
const LONGEST_LOOK_MS = 15_000;
const LOOKS = 20;

/**
 * Moves traffic to a model step by step, and back where too many of its requests fail. What it is about to send is noted
 * first, so that a run after a kill goes on from there, forwards or back.
 *
 * @param record what an interrupted run left
 * @throws SharesMoved where somebody else moved the traffic
 */
export async function rollOut(
  plan: RolloutPlan,
  record: RolloutRecord | undefined,
  counter: RequestCounter,
  world: RolloutWorld,
): Promise<RolloutEnd> {
  const { traffic, say } = world;
  const { to, waitMs } = plan;
  if (record?.back !== undefined) return goBack(record, record.back, [], world);
  let known = record ?? (await begin(plan, world));
  const reached = record === undefined ? undefined : shareIn(record.next, to);
  const steps = [
    ...(reached === undefined ? [] : [reached]),
    ...plan.steps.filter((share) => share > (reached ?? shareIn(known.began, to))),
  ];
  if (steps.length === 0) {
    const has = `${to} has ${shareIn(known.began, to)} % of ${traffic.what} already`;
    throw new CommandFailed(`${has}, and --steps names no more. Nothing was done.`);
  }
  say(`Counting by ${counter.source}; each step is watched for ${durationText(waitMs)}.`);
  const judged: JudgedStep[] = [];
  for (const share of steps) {
    // A source that does not tell is found out before traffic moves.
    await counter.begin();
    known = await sendStep(known, sharesAt(known.began, to, share), world);
    say(sharesText(known.next));
    await counter.begin();
    const counts = await watch(plan, share, counter, world);
    judged.push({ share, ...counts });
    say(`  ${countsText(counts)} of ${to} within ${durationText(waitMs)}`);
    if (counts.requests < plan.minRequests) {
      const reason =
        `${countsText(counts)} came to ${to}, and ${plan.minRequests} are wanted to judge it: the shares stay as they are. Run ` +
        "the same command again to go on watching, with --back to go back, or with --min-requests 0 to go on unseen.";
      return { outcome: "undecided", shares: known.next, steps: judged, reason };
    }
    if (errorRateOf(counts) > plan.maxErrorRate) {
      const reason = `${countsText(counts)} of ${to} at ${share} %, and ${plan.maxErrorRate} % may fail`;
      return goBack(known, reason, judged, world);
    }
  }
  world.records.remove();
  return { outcome: "done", shares: known.next, steps: judged };
}

async function begin({ to }: RolloutPlan, { traffic, host }: RolloutWorld): Promise<RolloutRecord> {
  const began = [...(await traffic.read())];
  return { host, name: traffic.name, to, began, left: began, next: began };
}

/** Notes what is sent, then sends it. What was noted and perhaps not sent counts as either. */
async function sendStep(
  known: RolloutRecord,
  next: readonly Share[],
  { traffic, records }: RolloutWorld,
): Promise<RolloutRecord> {
  const now = await traffic.read();
  const found = [known.next, known.left].find((shares) => sameShares(now, shares));
  if (found === undefined) throw new SharesMoved(traffic, now, known.next);
  const noted: RolloutRecord = { ...known, left: [...found], next: [...next] };
  records.write(noted);
  try {
    await traffic.write(found, next);
  } catch (error) {
    if (wasNotSent(error)) unnote(known, records);
    throw error;
  }
  return noted;
}

/** Whether a write ended before anything was sent, or was refused: then nothing has to be gone on with. */
const wasNotSent = (error: unknown): boolean =>
  error instanceof SharesMoved ||
  error instanceof CredentialUnknown ||
  error instanceof EditRefused ||
  (error instanceof ApiError && error.fate === "not-done");

function unnote(before: RolloutRecord, records: RolloutRecords): void {
  const fresh = before.back === undefined && sameShares(before.next, before.began);
  if (fresh) records.remove();
  else records.write(before);
}

/** Brings the shares back to where they began; a record stays until that is done. */
export async function goBack(
  known: RolloutRecord,
  reason: string,
  steps: readonly JudgedStep[],
  world: RolloutWorld,
): Promise<RolloutEnd> {
  world.say(`Going back: ${reason}.`);
  await sendStep({ ...known, back: reason }, known.began, world);
  world.records.remove();
  return { outcome: "back", shares: known.began, steps, reason };
}

async function watch(
  { to, waitMs, maxErrorRate, minRequests }: RolloutPlan,
  share: number,
  counter: RequestCounter,
  { clock, progress }: RolloutWorld,
): Promise<RequestCounts> {
  const until = clock.now() + waitMs;
  const pause = Math.min(Math.max(waitMs / LOOKS, SHORTEST_LOOK_MS), LONGEST_LOOK_MS);
  for (;;) {
    await clock.sleep(Math.min(pause, Math.max(0, until - clock.now())));
    const counts = await counter.sinceBegin();
    const left = until - clock.now();
    const sure = counts.errors >= SURE_ERRORS && counts.requests >= minRequests;
    if (left <= 0 || (sure && errorRateOf(counts) > maxErrorRate)) return counts;
    progress(`${to} at ${share} %: ${countsText(counts)}, ${durationText(left)} to go`);
  }
}

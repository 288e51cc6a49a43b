import {
  judgeModel,
  judgeTarget,
  type ModelQuestion,
  type ModelVerdict,
  type TargetQuestion,
  type TargetVerdict,
} from "../../provider/catalog";

/** Verdicts that were given: many endpoints name the same few models, and two rules ask of each. */
const given = new Map<string, unknown>();
/** More models than a stack names; a run that names more is judged anew. */
const MOST = 1000;

/** What the catalogue thinks of a model on a day. */
export const verdictOf = (question: ModelQuestion, today: string): ModelVerdict =>
  remembered([question, today], () => judgeModel({ ...question, today }));

/** What it thinks of a target of a provider service, for each API by which that is called. */
export const targetVerdictsOf = (question: TargetQuestion, today: string): readonly TargetVerdict[] =>
  remembered([question, today], () => judgeTarget({ ...question, today }));

function remembered<T>(asked: unknown, judge: () => T): T {
  const key = JSON.stringify(asked);
  if (given.has(key)) return given.get(key) as T;
  if (given.size >= MOST) given.clear();
  const verdict = judge();
  given.set(key, verdict);
  return verdict;
}

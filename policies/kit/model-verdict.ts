import { judgeModel, type ModelQuestion, type ModelVerdict } from "../../provider/catalog";

/** Verdicts that were given: many endpoints name the same few models, and two rules ask of each. */
const given = new Map<string, ModelVerdict>();
/** More models than a stack names; a run that names more is judged anew. */
const MOST = 1000;

/** What the catalogue thinks of a model on a day. */
export function verdictOf(question: ModelQuestion, today: string): ModelVerdict {
  const key = JSON.stringify([question, today]);
  const known = given.get(key);
  if (known !== undefined) return known;
  if (given.size >= MOST) given.clear();
  const verdict = judgeModel({ ...question, today });
  given.set(key, verdict);
  return verdict;
}

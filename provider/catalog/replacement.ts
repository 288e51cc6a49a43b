import { parseBedrockModelId } from "./bedrock-model-id";
import { judgeModel, type ModelQuestion } from "./judge-model";
import { nearestNames } from "../text/nearest-names";
import { replacementsOf, retirementOf } from "./retirement";

/** Days that a replacement should live for, where there is a choice. */
const WORTH_MOVING_TO = 90;

/** A model to move to. */
export interface Replacement {
  /** Its id, spelled as the old one's: an inference profile stays one. */
  model: string;
  /** Whether the vendor's pages name it; otherwise it is one that the vendor names for other models. */
  named: boolean;
}

/**
 * A model to move to from one that is retired, of the same provider and served for the same task. A replacement that has
 * been replaced since is followed to its own. `undefined` where nothing that is known is served for the task and not
 * retired itself.
 */
export function replacementFor(question: ModelQuestion & { today: string | Date }): Replacement | undefined {
  const named = lastingOf(question, candidatesFor(question));
  if (named !== undefined) return { model: named, named: true };
  const others = replacementsOf(question).map(spellingOf(question));
  const near = new Set([
    ...nearestNames(question.model, others, others.length, question.model.length),
    ...others,
  ]);
  const other = lastingOf(question, [...near]);
  return other === undefined ? undefined : { model: other, named: false };
}

function lastingOf(question: ModelQuestion & { today: string | Date }, models: readonly string[]) {
  const servable = models.filter((model) => {
    const { verdict, retirement } = judgeModel({ ...question, model });
    return (
      model !== question.model &&
      (verdict === "listed" || verdict === "unlisted-but-allowed") &&
      retirement?.state !== "retired" &&
      retirement?.state !== "deprecated"
    );
  });
  const lasting = servable.find((model) => {
    const { daysLeft } = retirementOf({ ...question, model }) ?? {};
    return daysLeft === undefined || daysLeft > WORTH_MOVING_TO;
  });
  return lasting ?? servable[0];
}

/** All replacements, nearest first, and theirs in turn. */
function candidatesFor(question: ModelQuestion & { today: string | Date }): string[] {
  const spell = spellingOf(question);
  const found = new Set<string>();
  let ends = [question.model];
  while (ends.length > 0) {
    const next = ends.flatMap((model) => retirementOf({ ...question, model })?.replacements ?? []).map(spell);
    ends = [...new Set(next)].filter((model) => model !== question.model && !found.has(model));
    for (const model of ends) found.add(model);
  }
  return [...found];
}

/** Spells a model of Amazon Bedrock's as the old one is spelled, with its inference profile and vendor. */
function spellingOf({ provider, model }: ModelQuestion): (id: string) => string {
  if (provider !== "amazon-bedrock") return (id) => id;
  const { area, vendor } = parseBedrockModelId(model);
  const lead = [area, vendor].filter((part) => part !== undefined).join(".");
  return (id) => (lead === "" ? id : `${lead}.${parseBedrockModelId(id).base}`);
}

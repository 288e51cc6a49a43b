import type { PlayedModel } from "./answer";
import type { AnswerScripts, AnswerScript, ScriptedAnswer } from "./answer-scripts";
import { applyParameters } from "./apply-parameters";
import { composeAnswer } from "./compose-answer";
import type { ModelReply } from "./model-reply";
import type { Query } from "./query";
import { isServedUpstream } from "./served-names";
import { upstreamError } from "./upstream-error";

/** What a played model's answer may depend on besides the request. */
export interface Stage {
  /** The endpoint that asks, or the full name of the model service. */
  endpoint: string;
  scripts: AnswerScripts;
  sleep(ms: number): Promise<void>;
}

/**
 * Plays a provider's model: refuses what the real one would, and answers the rest, by a script where there is one.
 *
 * @throws UpstreamError for a model that the provider does not serve for the task, a parameter that it refuses, or a
 * script's error; ApiError 400 for a JSON Schema that nothing satisfies.
 */
export async function playModel(query: Query, model: PlayedModel, stage: Stage): Promise<ModelReply> {
  const { provider, name } = model;
  if (!isServedUpstream(model, query.task)) {
    throw provider === "amazon-bedrock"
      ? upstreamError(provider, 400, "The provided model identifier is invalid.")
      : upstreamError(provider, 404, `The model \`${name}\` does not exist or you do not have access to it.`);
  }
  const taken = applyParameters(query, model);
  return (
    (await replyByScript(taken, model, stage)) ?? { query: taken, answer: await composeAnswer(taken, model) }
  );
}

/**
 * The reply that a test has set, whoever else would answer. Undefined: there is no script, or one that only makes the
 * answer late, which it has done by then.
 *
 * @param taken the request as far as the provider takes it.
 * @throws UpstreamError for a script's error.
 */
export async function replyByScript(
  taken: Query,
  model: PlayedModel,
  stage: Stage,
): Promise<ModelReply | undefined> {
  const script = stage.scripts.take(stage.endpoint, model, taken);
  if (script === undefined) return undefined;
  if (script.latencyMs) await stage.sleep(script.latencyMs);
  const scripted = await scriptedAnswer(script, taken, model, stage.endpoint);
  if (scripted?.error) throw upstreamError(model.provider, scripted.error.status, scripted.error.message);
  return scripted && { query: taken, answer: await composeAnswer(taken, model, scripted) };
}

async function scriptedAnswer(
  { answer, respond }: AnswerScript,
  { task, messages, texts, tools, parameters }: Query,
  model: PlayedModel,
  endpoint: string,
): Promise<ScriptedAnswer | undefined> {
  if (respond === undefined) return answer;
  return (
    (await respond({
      endpoint,
      servedEntity: model.servedAs,
      model: model.name,
      provider: model.provider,
      task,
      messages,
      texts,
      tools,
      parameters,
    })) ?? answer
  );
}

import { applyParameters } from "../models/apply-parameters";
import type { Answer, PlayedModel } from "../models/answer";
import type { ModelReply } from "../models/model-reply";
import { openaiBody } from "../models/openai-body";
import type { Query, Task } from "../models/query";
import { readOpenaiAnswer, readOpenaiStream } from "../models/read-openai-reply";
import { UpstreamError, upstreamError } from "../models/upstream-error";
import type { GatewayTarget } from "./gateway-target";
import type { Gateway } from "./start-gateway";

/** Documented for model serving: a request may take this long. */
const TIMEOUT_MS = 297_000;

const PATHS: Partial<Record<Task, string>> = {
  chat: "/v1/chat/completions",
  completions: "/v1/completions",
  embeddings: "/v1/embeddings",
};

/** Anthropic's API asks for a limit, which the workspace fills in where the request has none. */
const DEFAULT_MAX_TOKENS = 4096;

/**
 * Asks a provider's model through the gateway, signed in as the target says.
 *
 * @throws UpstreamError with the provider's status and its own error; 503 when it cannot be reached, 502 when its answer is
 * none.
 */
export async function callProvider(
  query: Query,
  model: PlayedModel,
  target: GatewayTarget,
  gateway: Gateway,
): Promise<ModelReply> {
  const taken = applyParameters(query, model);
  const ask = async (asked: Query): Promise<Response> => post(asked, model, target, gateway);
  if (model.vendor === "amazon" && taken.task === "embeddings" && taken.texts.length > 1) {
    // Titan embeds one text a request.
    const each = taken.texts.map(async (text) =>
      readAnswer(await ask({ ...taken, texts: [text] }), taken, model),
    );
    return { query: taken, answer: joinVectors(await Promise.all(each)) };
  }
  const response = await ask(taken);
  if (query.stream && response.body !== null)
    return { query: taken, pieces: readOpenaiStream(response.body) };
  return { query: taken, answer: await readAnswer(response, taken, model) };
}

async function post(
  query: Query,
  model: PlayedModel,
  { config, headers, model: name }: GatewayTarget,
  { url }: Gateway,
): Promise<Response> {
  const limit =
    query.task !== "embeddings" && query.maxTokens === undefined && model.provider === "anthropic";
  const body = { ...openaiBody(query, model), model: name, ...(limit && { max_tokens: DEFAULT_MAX_TOKENS }) };
  let response: Response;
  try {
    response = await fetch(url + PATHS[query.task]!, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-portkey-config": JSON.stringify(config),
        ...headers,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw upstreamError(model.provider, 503, `The provider cannot be reached: ${(error as Error).name}.`);
  }
  if (!response.ok) throw await failure(response, model.provider);
  return response;
}

async function readAnswer(response: Response, { task }: Query, { provider }: PlayedModel): Promise<Answer> {
  const answer = readOpenaiAnswer((await response.json()) as Record<string, unknown>);
  const given = task === "embeddings" ? answer.vectors : answer.choices;
  if (given.length === 0) throw upstreamError(provider, 502, "The provider's answer holds none.");
  return answer;
}

function joinVectors(answers: Answer[]): Answer {
  const tokens = answers.reduce((sum, { usage }) => sum + usage.prompt_tokens, 0);
  return {
    choices: [],
    vectors: answers.flatMap(({ vectors }) => vectors),
    predictions: [],
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

/** The provider's error as the gateway hands it on, which puts the provider's name in front of the message. */
async function failure(response: Response, provider: string): Promise<UpstreamError> {
  const text = await response.text();
  try {
    const { provider: _provider, ...body } = JSON.parse(text) as Record<string, unknown>;
    const { message } = (body.error ?? body) as { message?: unknown };
    return new UpstreamError(response.status, provider, typeof message === "string" ? message : text, body);
  } catch {
    return upstreamError(provider, response.status, text.slice(0, 500));
  }
}

import type { RequestRoute } from "../control/journal";
import { ApiError, doesNotExist } from "../http/api-error";
import { parseObject } from "../http/parse-message";
import type { Answer } from "../models/answer";
import type { ApiFormat } from "../models/formats/api-format";
import { wholeAnswer, type ModelReply } from "../models/model-reply";
import { MissingInput, type Query } from "../models/query";
import { UpstreamError } from "../models/upstream-error";
import { requireEndpoint } from "../serving/access";
import type { StoredConfig, StoredEndpoint, StoredEntity } from "../serving/stored-endpoint";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { carryOut, type Carriage, type Refusal } from "./carry-out";
import { callUpstream } from "./call-upstream";
import { chooseEntities } from "./choose-entities";
import { countCall } from "./count-call";
import { formatFor } from "./format-for";
import { applyGuardrail, GuardrailBlock, guardrailBlockBody } from "./guardrails";
import { recallResponse } from "./kept-responses";
import { playedModel } from "./played-model";
import { assertPayloadSize } from "./payload-size";
import { passRateLimits } from "./rate-limits";
import { recordCall } from "./record-call";

/** One request of the data plane. */
export interface Invocation {
  endpointName: string;
  /** Asks one served entity, past the traffic split. */
  servedModel?: string;
  /** The API that the path is of; absent for the native path, which takes the endpoint's own task. */
  format?: ApiFormat;
  text: string;
  requestId: string;
  identity: Identity;
  /** Endpoints that the request has come through, as `url/name`. */
  via: readonly string[];
}

/**
 * Carries out a request: limits, guardrails, traffic split, model, fallback, guardrails again, tables.
 *
 * @throws ApiError before anything is counted: unknown endpoint, missing right, endpoint that is not ready.
 */
export async function invoke(invocation: Invocation, workspace: Workspace): Promise<Carriage> {
  const { identity, endpointName, text, requestId, via } = invocation;
  const endpoint = requireEndpoint(workspace, identity, endpointName, "CAN_QUERY");
  assertPayloadSize(endpoint, text);
  const config = servingConfig(endpoint);
  const format = formatFor(endpoint, config, invocation.format);
  assertNoCircle(endpoint, via, workspace);
  const candidates = invocation.servedModel
    ? [pick(config, invocation.servedModel, endpoint)]
    : chooseEntities(endpoint, config, workspace);
  const guardrails = endpoint.aiGateway?.guardrails;
  const startedAt = workspace.clock.now();
  let query: Query | undefined;
  let entity: StoredEntity | undefined;
  const route: RequestRoute = { endpoint: endpoint.name, tried: [], outcome: "answered" };
  const carried = { format, text, requestId, identity, route, record, refused };
  const answered = await carryOut(carried, workspace, async () => {
    const countTokens = passRateLimits(endpoint, identity, workspace);
    const recall = recallResponse(workspace, identity);
    query = format.read(parseObject(text), { recall });
    query.texts = applyGuardrail("input", guardrails?.input, query.texts, query);
    const tried = await firstReply(candidates, { endpoint, format, query, via }, workspace, (one) => {
      entity = one;
      route.tried.push(one.name);
    });
    const reply = await guarded(tried, guardrails?.output);
    const stamp = { id: requestId, createdMs: startedAt, model: playedModel(entity!) };
    return { reply, stamp, countTokens };
  });
  if (answered.status === 200 && entity) answered.headers["served-model-name"] = entity.name;
  return answered;

  function record(status: number, response: string, answer: Answer | undefined): void {
    const usage = answer?.usage;
    recordCall(
      { endpoint, identity, requestId, startedAt, query, requestText: text, status, entity, usage, response },
      workspace,
    );
    // What is refused before a model was asked counts for the one that would have been.
    countCall(workspace, endpoint, entity ?? candidates[0]!, status);
  }

  /** What stands only in front of an endpoint refuses in words of its own. */
  function refused(error: unknown): Refusal | undefined {
    if (error instanceof GuardrailBlock) return { status: 400, body: guardrailBlockBody(error) };
    if (error instanceof MissingInput) return { status: 400, body: missingInputBody(error, config) };
    return undefined;
  }
}

/** The reply of the first entity that answers. A client's own mistake ends it; without fallback one entity is tried. */
async function firstReply(
  candidates: readonly StoredEntity[],
  call: Parameters<typeof callUpstream>[1],
  workspace: Workspace,
  trying: (entity: StoredEntity) => void,
): Promise<ModelReply> {
  let failure: UpstreamError | undefined;
  for (const entity of candidates) {
    trying(entity);
    try {
      return await callUpstream(entity, call, workspace);
    } catch (error) {
      if (!(error instanceof UpstreamError && error.triesNext)) throw error;
      failure = error;
    }
  }
  throw failure ?? new Error("no served entity to try");
}

/** A reply that the output's guardrail lets pass, which has to see all of it before the client sees any. */
async function guarded(
  reply: ModelReply,
  guardrail: Parameters<typeof applyGuardrail>[1],
): Promise<ModelReply> {
  if (guardrail === undefined) return reply;
  const answer = await wholeAnswer(reply);
  const texts = applyGuardrail(
    "output",
    guardrail,
    answer.choices.map((choice) => choice.text),
    reply.query,
  );
  texts.forEach((text, index) => (answer.choices[index]!.text = text));
  return { query: reply.query, answer };
}

function servingConfig(endpoint: StoredEndpoint): StoredConfig {
  if (endpoint.config !== undefined) return endpoint.config;
  throw new ApiError(400, "INVALID_STATE", `Endpoint ${endpoint.name} is not ready to serve requests.`);
}

function assertNoCircle({ name }: StoredEndpoint, via: readonly string[], { url }: Workspace): void {
  const own = `${url}/${name}`;
  if (!via.includes(own)) return;
  throw new ApiError(
    400,
    "BAD_REQUEST",
    `Endpoint ${name} leads back to itself: ${[...via, own].join(" → ")}.`,
  );
}

function pick(config: StoredConfig, name: string, endpoint: StoredEndpoint): StoredEntity {
  const entity = config.entities.find((one) => one.name === name);
  if (entity === undefined)
    throw doesNotExist(`Served model '${name}' does not exist in endpoint '${endpoint.name}'.`);
  return entity;
}

/**
 * `error` and `external_model_message` were seen in 2024: github.com/databricks-demos/dbdemos issue 97. The code and the message
 * beside them are those of every error: without, MLflow's client makes it a 500.
 */
function missingInputBody({ message }: MissingInput, config: StoredConfig): Record<string, unknown> {
  return {
    error_code: "INVALID_PARAMETER_VALUE",
    message,
    error: `Received error from ${config.entities[0]?.external_model?.provider ?? "databricks-model-serving"}`,
    external_model_message: {
      error_code: "INVALID_PARAMETER_VALUE",
      message: `INVALID_PARAMETER_VALUE: ${message}`,
    },
  };
}

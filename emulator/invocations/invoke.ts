import type { ContentfulStatusCode } from "hono/utils/http-status";
import { ApiError, doesNotExist, errorEnvelope, invalidParameter } from "../http/api-error";
import { requireEndpoint } from "../serving/access";
import type { StoredConfig, StoredEndpoint, StoredEntity } from "../serving/stored-endpoint";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { formatAnswer, type Answer } from "./answer";
import { answererOf, callUpstream } from "./call-upstream";
import { chooseEntities } from "./choose-entities";
import { applyGuardrail, GuardrailBlock, guardrailBlockBody } from "./guardrails";
import { kindOfTask, MissingInput, readQuery, type Query, type QueryKind } from "./query";
import { passRateLimits } from "./rate-limits";
import { recordCall } from "./record-call";
import { streamAnswer } from "./stream-answer";
import { UpstreamError, upstreamErrorBody } from "./upstream-error";

/** One request of the data plane. */
export interface Invocation {
  endpointName: string;
  /** Asks one served entity, past the traffic split. */
  servedModel?: string;
  /** What the path asks for; absent for the native path, which takes the endpoint's own task. */
  kind?: QueryKind;
  text: string;
  requestId: string;
  identity: Identity;
}

export interface InvocationResult {
  status: ContentfulStatusCode;
  headers: Record<string, string>;
  body: Record<string, unknown> | ReadableStream<Uint8Array>;
}

/**
 * Carries out a request: limits, guardrails, traffic split, model, fallback, guardrails again, tables.
 *
 * @throws ApiError before anything is counted: unknown endpoint, missing right, endpoint that is not ready.
 */
export function invoke(invocation: Invocation, workspace: Workspace): InvocationResult {
  const { identity, endpointName, text, requestId } = invocation;
  const endpoint = requireEndpoint(workspace, identity, endpointName, "CAN_QUERY");
  const config = servingConfig(endpoint);
  const kind = kindOf(endpoint, config, invocation.kind);
  const candidates = invocation.servedModel ? [pick(config, invocation.servedModel, endpoint)] : undefined;
  const startedAt = workspace.clock.now();
  let query: Query | undefined;
  let entity: StoredEntity | undefined;
  let answer: Answer | undefined;
  let failure: UpstreamError | undefined;
  try {
    const countTokens = passRateLimits(endpoint, identity, workspace);
    query = readQuery(kind, text);
    query.texts = applyGuardrail("input", endpoint.aiGateway?.guardrails?.input, query.texts, query);
    for (entity of candidates ?? chooseEntities(endpoint, config, workspace)) {
      const tried = tryEntity(endpoint, entity, query, workspace);
      if (!(tried instanceof UpstreamError)) {
        answer = tried;
        break;
      }
      failure = tried;
    }
    // Without fallback one entity is tried; with it, the last failure counts.
    if (entity === undefined || answer === undefined) throw failure ?? new Error("no served entity to try");
    answer.texts = applyGuardrail("output", endpoint.aiGateway?.guardrails?.output, answer.texts, query);
    countTokens(answer.usage.total_tokens);
    return finish(200, formatAnswer(query, answer, answererOf(entity), requestId, startedAt));
  } catch (error) {
    if (error instanceof UpstreamError) return finish(error.status, upstreamErrorBody(error));
    if (error instanceof GuardrailBlock) return finish(400, guardrailBlockBody(error));
    if (error instanceof MissingInput) return finish(400, missingInputBody(error, config));
    if (error instanceof ApiError) {
      const { retryAfterSeconds } = error.extra;
      const headers = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
      return finish(error.status, errorEnvelope(error, requestId), headers);
    }
    throw error;
  }

  function finish(
    status: number,
    body: Record<string, unknown>,
    headers: Record<string, string> = {},
  ): InvocationResult {
    recordCall(
      {
        endpoint,
        identity,
        requestId,
        startedAt,
        query,
        requestText: text,
        status,
        entity,
        usage: answer?.usage,
        response: JSON.stringify(body),
      },
      workspace,
    );
    countCall(workspace, endpoint, entity, status);
    const streams = status === 200 && query?.stream;
    return {
      status: status as ContentfulStatusCode,
      headers: {
        ...headers,
        ...(status === 200 && entity && { "served-model-name": entity.name }),
        ...(streams && { "content-type": "text/event-stream", "cache-control": "no-cache" }),
      },
      body: streams ? streamAnswer(query!, answer!, answererOf(entity!), requestId, startedAt) : body,
    };
  }
}

/** The entity's answer, or its failure where another entity may be tried. A client's own mistake is thrown. */
function tryEntity(
  endpoint: StoredEndpoint,
  entity: StoredEntity,
  query: Query,
  workspace: Workspace,
): Answer | UpstreamError {
  try {
    return callUpstream(endpoint, entity, query, workspace);
  } catch (error) {
    if (error instanceof UpstreamError && error.triesNext) return error;
    throw error;
  }
}

function servingConfig(endpoint: StoredEndpoint): StoredConfig {
  if (endpoint.config !== undefined) return endpoint.config;
  throw new ApiError(400, "INVALID_STATE", `Endpoint ${endpoint.name} is not ready to serve requests.`);
}

function kindOf(endpoint: StoredEndpoint, config: StoredConfig, asked: QueryKind | undefined): QueryKind {
  const external = config.entities[0]?.external_model;
  const own: QueryKind = external
    ? kindOfTask(external.task)
    : endpoint.kind === "FOUNDATION_MODEL_API"
      ? (asked ?? "chat")
      : "scoring";
  if (asked !== undefined && asked !== own) {
    throw invalidParameter(
      `Endpoint ${endpoint.name} does not support ${asked} requests; its task is ${external?.task ?? own}.`,
    );
  }
  return own;
}

function pick(config: StoredConfig, name: string, endpoint: StoredEndpoint): StoredEntity {
  const entity = config.entities.find((one) => one.name === name);
  if (entity === undefined)
    throw doesNotExist(`Served model '${name}' does not exist in endpoint '${endpoint.name}'.`);
  return entity;
}

/** Seen in this form in 2024: github.com/databricks-demos/dbdemos issue 97. */
function missingInputBody(error: MissingInput, config: StoredConfig): Record<string, unknown> {
  return {
    error: `Received error from ${config.entities[0]?.external_model?.provider ?? "databricks-model-serving"}`,
    external_model_message: {
      error_code: "INVALID_PARAMETER_VALUE",
      message: `INVALID_PARAMETER_VALUE: ${error.message}`,
    },
  };
}

function countCall(
  { calls }: Workspace,
  endpoint: StoredEndpoint,
  entity: StoredEntity | undefined,
  status: number,
): void {
  const key = `${endpoint.id} ${entity?.name ?? ""}`;
  const counts = calls.get(key) ?? { requests: 0, clientErrors: 0, serverErrors: 0 };
  counts.requests += 1;
  if (status >= 500) counts.serverErrors += 1;
  else if (status >= 400) counts.clientErrors += 1;
  calls.set(key, counts);
}

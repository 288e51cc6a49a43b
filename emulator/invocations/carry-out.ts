import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { RequestRoute } from "../control/journal";
import { ApiError, errorEnvelope } from "../http/api-error";
import type { Answer, Stamp } from "../models/answer";
import type { ApiFormat } from "../models/formats/api-format";
import { giveReply, type GivenReply } from "../models/give-reply";
import type { ModelReply } from "../models/model-reply";
import { UpstreamError, upstreamErrorBody } from "../models/upstream-error";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { keepResponse } from "./kept-responses";
import { outcomeOf } from "./outcome-of";

/** A request of a data plane, once it is known whom it asks. */
export interface Carried {
  readonly format: ApiFormat;
  /** The request as it came. */
  readonly text: string;
  readonly requestId: string;
  readonly identity: Identity;
  /** Where it went; its outcome is noted here. */
  readonly route: RequestRoute;
  /** Notes what was answered, a refusal without an answer of a model. */
  record(status: number, response: string, answer: Answer | undefined): void;
  /** Status and body of what only this plane refuses; undefined where it is none of these. */
  refused(error: unknown): Refusal | undefined;
}

/** A model's reply, and what is still to be counted of it. */
export interface Replied {
  readonly reply: ModelReply;
  readonly stamp: Stamp;
  countTokens(tokens: number): void;
}

/** What the caller is answered in place of a reply. */
export interface Refusal {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}

/** What the caller is answered, and where the request went. */
export interface Carriage extends GivenReply {
  status: ContentfulStatusCode;
  route: RequestRoute;
}

/**
 * Answers a request by what a model replies, or by why none does; either is recorded.
 *
 * @throws what is a failure of the emulator itself
 */
export async function carryOut(
  { format, text, requestId, identity, route, record, refused }: Carried,
  workspace: Workspace,
  work: () => Promise<Replied>,
): Promise<Carriage> {
  try {
    const { reply, stamp, countTokens } = await work();
    const given = await giveReply(format, reply, stamp, (body, answer) => {
      countTokens(answer.usage.total_tokens);
      keepResponse(format, reply.query, answer, body, text, workspace, identity);
      record(200, JSON.stringify(body), answer);
    });
    return { status: 200, ...given, route };
  } catch (error) {
    const refusal = refused(error) ?? usualRefusal(error, requestId);
    if (refusal === undefined) throw error;
    const { status, body, headers = {} } = refusal;
    route.outcome = outcomeOf(error, status);
    record(status, JSON.stringify(body), undefined);
    return { status: status as ContentfulStatusCode, headers, body, route };
  }
}

function usualRefusal(error: unknown, requestId: string): Refusal | undefined {
  if (error instanceof UpstreamError) return { status: error.status, body: upstreamErrorBody(error) };
  if (!(error instanceof ApiError)) return undefined;
  const { retryAfterSeconds } = error.extra;
  return {
    status: error.status,
    body: errorEnvelope(error, requestId),
    ...(retryAfterSeconds !== undefined && { headers: { "retry-after": String(retryAfterSeconds) } }),
  };
}

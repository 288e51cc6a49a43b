import { ApiError, MAY_BE_DONE } from "./api-error";
import { categorise, fateOf } from "./categorise";
import type { Connection } from "./connection";
import type { Json } from "../../schema/json";
import { parseErrorBody } from "./parse-error-body";
import { redact } from "./redact";
import { retryAfterMs } from "./retry-after";
import type { RawAnswer } from "./send";

export interface Answer<T = Json> {
  status: number;
  /** What the call takes from the body. */
  value: T;
  /** The parsed body; `{}` where it is empty or not JSON. */
  json: Json;
  /** The body as it came. */
  text: string;
  /** The server's own time, in milliseconds since 1970. */
  date?: number;
  requestId?: string;
}

/** What a call takes from a successful answer; undefined where the answer does not say what such an answer says. */
export type Decode<T> = (json: Json) => T | undefined;

export interface AnswerContext {
  call: string;
  connection: Connection;
  /** Whether it is sent again where its fate is not known. */
  repeatable: boolean;
  accept: string;
  now: number;
  secrets: readonly string[];
}

export function successfulAnswer<T>(
  raw: RawAnswer,
  decode: Decode<T>,
  context: AnswerContext,
): Answer<T> | ApiError {
  const json = parsed(raw.text);
  if (json === undefined && context.accept.includes("json")) return notJson(raw, context);
  const value = decode(json ?? {});
  if (value === undefined) return malformed(raw, context);
  const date = Date.parse(raw.headers["date"] ?? "");
  const requestId = requestIdOf(raw);
  return {
    status: raw.status,
    value,
    json: json ?? {},
    text: raw.text,
    ...(Number.isNaN(date) ? {} : { date }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

function parsed(text: string): Json | undefined {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** A login page, a captive portal, an answer that was cut off: a success that says nothing. */
function notJson(raw: RawAnswer, { call, connection, repeatable }: AnswerContext): ApiError {
  const status = raw.status;
  if (/^\s*</.test(raw.text)) {
    return new ApiError({
      category: "other",
      fate: "unknown",
      call,
      status,
      detail: `${connection.host} answered with a web page instead of JSON`,
      advice: NOT_A_WORKSPACE,
      final: true,
    });
  }
  return new ApiError({
    category: "unavailable",
    fate: "unknown",
    call,
    status,
    detail: "the answer is not complete JSON",
    advice: repeatable ? undefined : "The request was probably carried out.",
  });
}

/** A success that lacks what such an answer always holds: nobody knows what it is a success of. */
function malformed(raw: RawAnswer, { call, repeatable }: AnswerContext): ApiError {
  return new ApiError({
    category: "malformed",
    fate: "unknown",
    call,
    status: raw.status,
    detail: raw.text.trim() === "" ? "the answer is empty" : "the answer does not say what it should",
    requestId: requestIdOf(raw),
    advice: repeatable ? undefined : MAY_BE_DONE,
  });
}

export function refusedAnswer(raw: RawAnswer, context: AnswerContext): ApiError {
  const { call, connection, repeatable, now, secrets } = context;
  if (raw.status < 400) return redirected(raw, context);
  const body = parseErrorBody(raw.text, raw.status);
  // A key that an upstream refuses comes with 401 too; taken for ours, it would end every other call.
  const category = isFromUpstream(raw.text) ? "upstream" : categorise(raw.status, body);
  const fate = fateOf(raw.status, body);
  return new ApiError({
    category,
    fate,
    call,
    status: raw.status,
    errorCode: body.errorCode,
    detail: redact(body.message, secrets, call),
    requestId: body.requestId ?? requestIdOf(raw),
    retryAfterMs: retryAfterMs(raw.headers["retry-after"], now),
    advice:
      adviceFor(category, raw.status, body.fromApi, connection) ??
      (fate === "unknown" && !repeatable ? MAY_BE_DONE : undefined),
  });
}

const NOT_A_WORKSPACE =
  "It does not look like a Databricks workspace: check the host (DATABRICKS_HOST), and that no proxy or login page answers in its place.";

function adviceFor(
  category: ApiError["category"],
  status: number,
  fromApi: boolean,
  { host, method, source }: Connection,
): string | undefined {
  switch (category) {
    case "unauthenticated":
      return `${host} did not accept the sign-in (${method}, from ${source}): check that the credential is valid, has not expired, and belongs to this workspace.`;
    case "forbidden":
      return fromApi
        ? `Signed in to ${host} by ${method}, from ${source}: check that this identity has the right to do it, and that the workspace's IP access list lets you in.`
        : `${host} or something in front of it keeps you out: check IP access lists, private link and proxies.`;
    case "other":
      return status === 404 && !fromApi ? NOT_A_WORKSPACE : undefined;
    case "upstream":
      return "This comes from the model's own provider: check the model's name, its key and its quota there.";
    default:
      return undefined;
  }
}

function redirected(raw: RawAnswer, { call, connection, secrets }: AnswerContext): ApiError {
  const location = raw.headers["location"] ?? "";
  const isPrivateLink = location.includes("private-link-validation-error");
  return new ApiError({
    category: isPrivateLink ? "forbidden" : "other",
    fate: "unknown",
    call,
    status: raw.status,
    detail: isPrivateLink
      ? `${connection.host} is reachable by private link only`
      : `${connection.host} redirects to ${redact(location.replace(/\?.*$/, ""), secrets) || "nowhere"}`,
    advice: isPrivateLink ? "Run this from a network that the private link covers." : NOT_A_WORKSPACE,
    final: true,
  });
}

/** Both forms in which the workspace passes on what the provider of an external model said. */
const isFromUpstream = (text: string): boolean => /external_model_(?:provider|error|message)/.test(text);

function requestIdOf({ headers }: RawAnswer): string | undefined {
  const id = headers["x-request-id"] ?? headers["x-databricks-request-id"];
  return id !== undefined && /^[\w-]{1,100}$/.test(id) ? id : undefined;
}

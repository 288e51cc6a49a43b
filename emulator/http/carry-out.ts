import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { once } from "node:events";
import type { Context, Next } from "hono";
import { ApiError, errorEnvelope } from "./api-error";
import type { AnswerFault, FaultAction } from "../control/fault-rule";
import type { Env, Workspace } from "../workspace/workspace";

/**
 * Carries a request out, or not, as the fault that befalls it says. Its answer is then in `context.res`, unless there is
 * none: then the response says so to the web server.
 */
export async function carryOut(
  action: FaultAction | undefined,
  context: Context<Env>,
  next: Next,
  workspace: Workspace,
): Promise<Response | undefined> {
  switch (action?.kind) {
    case "cut":
      return cut(context, action.reset === true);
    case "lose-reply":
      await next();
      return cut(context, action.reset === true);
    case "hang":
      if (action.commit === true) await next();
      return hang(context);
    case "truncate":
      await next();
      return truncate(context, action.cut === true);
    case "status":
      if (action.commit === true) await next();
      // Hono would keep the headers of the answer that this one replaces.
      context.res = undefined;
      context.res = statusFault(context, action);
      return undefined;
    case "fail-update":
      workspace.switches.failNextUpdate = { state: action.state, message: action.message };
      break;
    case "delay":
      await workspace.clock.sleep(action.ms);
      break;
  }
  await next();
  return undefined;
}

/** Ends the connection without a byte of an answer: the client cannot tell whether the request was carried out. */
function cut(context: Context<Env>, reset: boolean): Response {
  const { socket } = context.env.incoming;
  if (reset) socket.resetAndDestroy();
  else socket.destroy();
  return answered(context);
}

async function hang(context: Context<Env>): Promise<Response> {
  const { socket } = context.env.incoming;
  if (!socket.destroyed) await once(socket, "close");
  return answered(context);
}

async function truncate(context: Context<Env>, cutThere: boolean): Promise<Response | undefined> {
  const { status, headers } = context.res;
  const text = await context.res.text();
  const half = text.slice(0, Math.ceil(text.length / 2));
  if (!cutThere) {
    context.res = undefined;
    context.res = new Response(half, { status, headers });
    return undefined;
  }
  const { outgoing, incoming } = context.env;
  outgoing.writeHead(status, {
    ...Object.fromEntries(headers),
    "content-length": String(Buffer.byteLength(text)),
  });
  outgoing.write(half, () => incoming.socket.destroy());
  return answered(context);
}

function answered(context: Context<Env>): Response {
  context.res = undefined;
  context.res = RESPONSE_ALREADY_SENT;
  return RESPONSE_ALREADY_SENT;
}

function statusFault(context: Context<Env>, action: AnswerFault): Response {
  const { status, retryAfter, body, location, headers } = action;
  const error = new ApiError(
    status,
    action.errorCode ?? codeOf(status),
    action.message ?? `Injected fault: HTTP ${status}`,
  );
  const answer = new Response(
    BODILESS.includes(status)
      ? null
      : (body ?? JSON.stringify(errorEnvelope(error, context.get("entry").requestId))),
    {
      status,
      headers: {
        "content-type": body === undefined ? "application/json" : contentTypeOf(body),
        ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
        ...(location !== undefined && { location }),
      },
    },
  );
  for (const [name, value] of Object.entries(headers ?? {})) answer.headers.set(name, value);
  return answer;
}

/** Statuses whose answers have no body. */
const BODILESS = [204, 205, 304];

/** A body of one's own is there to play a proxy's page or a broken answer: it says what it looks like. */
function contentTypeOf(body: string): string {
  if (body.trimStart().startsWith("<")) return "text/html; charset=utf-8";
  return body.trimStart().startsWith("{") ? "application/json" : "text/plain; charset=utf-8";
}

function codeOf(status: number): string {
  const codes: Record<number, string> = {
    400: "BAD_REQUEST",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "RESOURCE_DOES_NOT_EXIST",
    409: "RESOURCE_CONFLICT",
    429: "REQUEST_LIMIT_EXCEEDED",
    500: "INTERNAL_ERROR",
    503: "TEMPORARILY_UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
  };
  return codes[status] ?? "UNKNOWN";
}

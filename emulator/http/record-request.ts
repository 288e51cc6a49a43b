import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { randomUUID } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { ApiError, errorEnvelope } from "./api-error";
import type { FaultAction } from "../control/faults";
import { redact } from "./redact";
import type { AppHooks, Env, Workspace } from "../workspace/workspace";

/** Wraps every request of the emulated workspace: writes it into the journal, makes it wait, lets faults befall it. */
export function recordRequest(workspace: Workspace, hooks: AppHooks): MiddlewareHandler<Env> {
  return async (context, next) => {
    const started = performance.now();
    const log = (outcome: string): void => {
      const { method, path } = context.get("entry");
      hooks.log?.(`${method} ${path} ${outcome} ${Math.round(performance.now() - started)} ms`);
    };
    const url = new URL(context.req.url);
    const text = await context.req.text();
    const entry = workspace.journal.open({
      at: workspace.clock.now(),
      method: context.req.method,
      path: decodePath(url.pathname),
      query: url.search.slice(1),
      requestId: randomUUID(),
      body: redact(readForJournal(text, context.req.header("content-type"))),
      userAgent: context.req.header("user-agent") ?? "",
    });
    context.set("entry", entry);
    context.set("text", text);
    const { requestLatencyMs } = workspace.switches;
    if (requestLatencyMs > 0) await workspace.clock.sleep(requestLatencyMs);

    const fault = workspace.faults.take(entry.method, entry.path);
    if (fault !== undefined) entry.fault = `${fault.id}:${fault.action.kind}`;
    if (fault?.action.kind === "cut") {
      log("cut");
      return cut(context);
    }
    if (fault?.action.kind === "delay") await workspace.clock.sleep(fault.action.ms);

    if (fault?.action.kind === "status") {
      context.res = statusFault(context, fault.action);
    } else {
      await next();
      if (entry.method !== "GET") hooks.save();
    }
    if (fault?.action.kind === "lose-reply") {
      log(`${context.res.status}, reply lost`);
      return cut(context);
    }
    entry.status = context.res.status;
    log(String(entry.status));
    context.header("x-request-id", entry.requestId);
    context.header("server", "databricks");
    context.header("date", new Date(workspace.clock.now() + workspace.switches.dateSkewMs).toUTCString());
  };
}

/** Ends the connection without a byte of an answer: the client cannot tell whether the request was carried out. */
function cut(context: Context<Env>): Response {
  context.env.incoming.socket.destroy();
  context.res = undefined;
  context.res = RESPONSE_ALREADY_SENT;
  return RESPONSE_ALREADY_SENT;
}

function statusFault(context: Context<Env>, action: Extract<FaultAction, { kind: "status" }>): Response {
  const { status, retryAfter, body } = action;
  const error = new ApiError(
    status,
    action.errorCode ?? codeOf(status),
    action.message ?? `Injected fault: HTTP ${status}`,
  );
  return new Response(body ?? JSON.stringify(errorEnvelope(error, context.get("entry").requestId)), {
    status,
    headers: {
      "content-type": body === undefined ? "application/json" : contentTypeOf(body),
      ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
    },
  });
}

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

function readForJournal(text: string, contentType: string | undefined): unknown {
  if (text === "") return null;
  if (contentType?.startsWith("application/x-www-form-urlencoded"))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    // Not kept: what cannot be parsed cannot be searched for secrets.
    return `[${Buffer.byteLength(text)} bytes that are not JSON]`;
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

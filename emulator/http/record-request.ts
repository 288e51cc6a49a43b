import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { carryOut } from "./carry-out";
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
    const answer = await carryOut(fault?.action, context, next, workspace);
    if (entry.method !== "GET") hooks.save();
    if (answer !== undefined) {
      log(fault?.action.kind ?? "");
      return answer;
    }
    entry.status = context.res.status;
    log(String(entry.status));
    context.header("x-request-id", entry.requestId);
    context.header("server", "databricks");
    context.header("date", new Date(workspace.clock.now() + workspace.switches.dateSkewMs).toUTCString());
  };
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

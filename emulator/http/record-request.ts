import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { AppHooks, Env, Workspace } from "../workspace/workspace";
import { carryOut } from "./carry-out";
import { parseJson } from "./parse-json";
import { readText, type BodyText } from "./read-text";
import { redact } from "./redact";

/** Wraps every request of the emulated workspace: writes it into the journal, makes it wait, lets faults befall it. */
export function recordRequest(workspace: Workspace, hooks: AppHooks): MiddlewareHandler<Env> {
  const { clock, faults, journal, switches, world } = workspace;

  return async (context, next) => {
    const started = performance.now();
    const url = new URL(context.req.url);
    const path = decodePath(url.pathname);
    const fault = faults.take(context.req.method, path);
    const action = fault?.action;
    const unread = action?.kind === "cut" && action.beforeBody === true;
    const body = unread ? { bytes: Buffer.alloc(0), text: "" } : await readText(context.env.incoming);
    const entry = journal.open(
      {
        at: clock.now(),
        method: context.req.method,
        path,
        query: url.search.slice(1),
        requestId: randomUUID(),
        body: redact(readForJournal(body, context.req.header("content-type"))),
        userAgent: context.req.header("user-agent") ?? "",
      },
      body.bytes.length,
    );
    context.set("entry", entry);
    context.set("bytes", body.bytes);
    context.set("text", body.text);
    context.set("bodyProblem", body.problem);
    if (switches.requestLatencyMs > 0) await clock.sleep(switches.requestLatencyMs);

    if (fault !== undefined) entry.fault = `${fault.id}:${fault.action.kind}`;
    const answer = await carryOut(action, context, next, workspace);
    if (entry.method !== "GET")
      hooks.save(/^\/(?:serving-endpoints|ai-gateway)\//.test(path) ? "soon" : "now");
    if (answer === undefined) entry.status = context.res.status;
    const outcome = entry.status ?? action?.kind ?? "";
    hooks.log?.(`${entry.method} ${entry.path} ${outcome} ${Math.round(performance.now() - started)} ms`);
    if (answer !== undefined) return answer;
    // What plays somebody else's answer carries nothing of the workspace's.
    if (action?.kind === "status" && action.body !== undefined) return;
    context.header("x-request-id", entry.requestId);
    // Where Terraform's provider and `get_workspace_id()` of the SDKs learn which workspace this is.
    context.header("x-databricks-org-id", world.workspaceId);
    context.header("server", "databricks");
    context.header("date", new Date(clock.now() + switches.dateSkewMs).toUTCString());
  };
}

/** What the journal keeps of a body: never what cannot be parsed, as that cannot be searched for secrets. */
function readForJournal({ text, problem }: BodyText, contentType: string | undefined): unknown {
  if (problem !== undefined) return `[${problem.message}]`;
  if (text === "") return null;
  if (contentType?.startsWith("application/x-www-form-urlencoded"))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    return parseJson(text);
  } catch {
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

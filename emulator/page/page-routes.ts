import { randomUUID } from "node:crypto";
import { Hono, type Context } from "hono";
import { field } from "../models/field-readers";
import { applyParameters } from "../models/apply-parameters";
import { openaiBody } from "../models/openai-body";
import { UpstreamError } from "../models/upstream-error";
import { ApiError } from "../http/api-error";
import { parseObject } from "../http/parse-message";
import { readText } from "../http/read-text";
import type { Identity } from "../workspace/identities";
import type { Env, Workspace } from "../workspace/workspace";
import { askable } from "./askable";
import { overviewOf } from "./overview";
import { requestOf, type PageQuestion } from "./page-question";
import { PAGE_SCRIPT } from "./page-script";
import { PAGE_STYLE } from "./page-style";
import { renderOverview } from "./render-overview";

/** What the page for people asks for. It acts as the workspace's admin, and gets no token. */
export function pageRoutes(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();

  app.get("/style.css", (c) => c.text(PAGE_STYLE, 200, { "content-type": "text/css; charset=utf-8" }));
  app.get("/script.js", (c) =>
    c.text(PAGE_SCRIPT, 200, { "content-type": "text/javascript; charset=utf-8" }),
  );

  app.get("/overview", async (c) => {
    const page = Number.parseInt(c.req.query("page") ?? "0", 10) || 0;
    const overview = overviewOf(workspace, c.req.query("find"), Math.max(0, page));
    const { views, matching, from, names } = overview;
    return c.json({
      overview: String(await renderOverview(overview)),
      names,
      shown: { from, to: from + views.length, matching },
    });
  });

  app.post("/try", async (c) => {
    const { question, identity, asked } = await read(c);
    const text = JSON.stringify({ ...asked.beside, ...requestOf(question, asked.format.task) });
    const requestId = randomUUID();
    const entry = workspace.journal.open(
      {
        at: workspace.clock.now(),
        method: "POST",
        path: asked.path,
        query: "",
        requestId,
        body: JSON.parse(text) as unknown,
        userAgent: "page of the emulator",
      },
      text.length,
    );
    entry.identity = identity.userName;
    const { status, headers, body, route } = await asked.ask(text, requestId);
    Object.assign(entry, { status, route });
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    // The gateway's answers do not say by a header which destination gave them.
    if (route.outcome === "answered") c.header("served-model-name", route.tried.at(-1)!);
    return body instanceof ReadableStream ? c.body(body, status) : c.json(body, status);
  });

  app.post("/sent", async (c) => {
    const { question, asked } = await read(c);
    const query = asked.format.read(requestOf(question, asked.format.task), {});
    return c.json(
      asked.models.map((model) => {
        const to = { servedModel: model.servedAs, provider: model.provider, model: model.name };
        try {
          return { ...to, request: openaiBody(applyParameters(query, model), model) };
        } catch (error) {
          if (error instanceof UpstreamError) return { ...to, refused: error.message };
          throw error;
        }
      }),
    );
  });

  async function read(c: Context<Env>) {
    const { text, problem } = await readText(c.env.incoming);
    if (problem !== undefined) throw problem;
    const body = parseObject(text);
    const question: PageQuestion = {
      endpoint: field.string(body, "endpoint") ?? "",
      prompt: field.string(body, "prompt") ?? "",
      stream: field.boolean(body, "stream") ?? false,
      tools: field.boolean(body, "tools") ?? false,
    };
    const identity = adminOf(workspace);
    return { question, identity, asked: askable(question.endpoint, identity, workspace) };
  }

  return app;
}

function adminOf({ world }: Workspace): Identity {
  const admin = world.identities.find((identity) => identity.admin && identity.active);
  if (admin === undefined) throw new ApiError(403, "PERMISSION_DENIED", "The workspace has no admin.");
  return admin;
}

import { randomUUID } from "node:crypto";
import { Hono, type Context } from "hono";
import { field } from "../models/field-readers";
import { applyParameters } from "../models/apply-parameters";
import { openaiBody } from "../models/openai-body";
import { UpstreamError } from "../models/upstream-error";
import { ApiError } from "../http/api-error";
import { parseObject } from "../http/parse-message";
import { readText } from "../http/read-text";
import { formatFor } from "../invocations/format-for";
import { invoke } from "../invocations/invoke";
import { playedModel } from "../invocations/played-model";
import { requireEndpoint } from "../serving/access";
import type { Identity } from "../workspace/identities";
import type { Env, Workspace } from "../workspace/workspace";
import { endpointViews, lastQueries } from "./overview";
import { requestOf, type PageQuestion } from "./page-question";
import { PAGE_SCRIPT } from "./page-script";
import { PAGE_STYLE } from "./page-style";
import { renderOverview } from "./render-overview";

const SHOWN_QUERIES = 15;

/** What the page for people asks for. It acts as the workspace's admin, and gets no token. */
export function pageRoutes(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();

  app.get("/style.css", (c) => c.text(PAGE_STYLE, 200, { "content-type": "text/css; charset=utf-8" }));
  app.get("/script.js", (c) =>
    c.text(PAGE_SCRIPT, 200, { "content-type": "text/javascript; charset=utf-8" }),
  );

  app.get("/overview", async (c) => {
    const views = endpointViews(workspace);
    const services = Object.values(workspace.world.unityCatalog.services)
      .map(({ fullName }) => fullName)
      .filter((name) => !name.startsWith("system."));
    const overview = String(await renderOverview(views, services, lastQueries(workspace, SHOWN_QUERIES)));
    return c.json({ overview, endpoints: Object.keys(workspace.world.endpoints) });
  });

  app.post("/try", async (c) => {
    const { question, identity, endpoint, format } = await asked(c);
    const text = JSON.stringify(requestOf(question, format.task));
    const requestId = randomUUID();
    const entry = workspace.journal.open(
      {
        at: workspace.clock.now(),
        method: "POST",
        path: `/serving-endpoints/${endpoint.name}/invocations`,
        query: "",
        requestId,
        body: JSON.parse(text) as unknown,
        userAgent: "page of the emulator",
      },
      text.length,
    );
    entry.identity = identity.userName;
    const invocation = { endpointName: endpoint.name, text, requestId, identity, via: [] };
    const { status, headers, body, route } = await invoke(invocation, workspace);
    Object.assign(entry, { status, route });
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    return body instanceof ReadableStream ? c.body(body, status) : c.json(body, status);
  });

  app.post("/sent", async (c) => {
    const { question, endpoint, format } = await asked(c);
    const query = format.read(requestOf(question, format.task), {});
    return c.json(
      (endpoint.config?.entities ?? []).map((entity) => {
        const model = playedModel(entity);
        const to = { servedModel: entity.name, provider: model.provider, model: model.name };
        try {
          return { ...to, request: openaiBody(applyParameters(query, model), model) };
        } catch (error) {
          if (error instanceof UpstreamError) return { ...to, refused: error.message };
          throw error;
        }
      }),
    );
  });

  async function asked(c: Context<Env>) {
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
    const endpoint = requireEndpoint(workspace, identity, question.endpoint, "CAN_QUERY");
    if (endpoint.config === undefined)
      throw new ApiError(400, "INVALID_STATE", `Endpoint ${endpoint.name} is not ready to serve requests.`);
    return { question, identity, endpoint, format: formatFor(endpoint, endpoint.config, undefined) };
  }

  return app;
}

function adminOf({ world }: Workspace): Identity {
  const admin = world.identities.find((identity) => identity.admin && identity.active);
  if (admin === undefined) throw new ApiError(403, "PERMISSION_DENIED", "The workspace has no admin.");
  return admin;
}

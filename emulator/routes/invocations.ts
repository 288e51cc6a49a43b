import { Hono, type Context } from "hono";
import { invalidParameter } from "../http/api-error";
import { invoke } from "../invocations/invoke";
import type { QueryKind } from "../invocations/query";
import { parseObject } from "../http/parse-message";
import type { Env, Workspace } from "../workspace/workspace";

/**
 * The data plane: native invocations, one served model's own, and the paths of the OpenAI client, whose `model` is the
 * endpoint's name.
 *
 * @see https://docs.databricks.com/api/workspace/servingendpoints/query
 */
export function invocations(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();

  app.post("/:name/invocations", (c) => answer(c, { endpointName: c.req.param("name") }));
  app.post("/:name/served-models/:servedModel/invocations", (c) =>
    answer(c, { endpointName: c.req.param("name"), servedModel: c.req.param("servedModel") }),
  );
  app.post("/chat/completions", (c) => answer(c, { endpointName: modelOf(c), kind: "chat" }));
  app.post("/completions", (c) => answer(c, { endpointName: modelOf(c), kind: "completions" }));
  app.post("/embeddings", (c) => answer(c, { endpointName: modelOf(c), kind: "embeddings" }));

  function answer(
    c: Context<Env>,
    what: { endpointName: string; servedModel?: string; kind?: QueryKind },
  ): Response {
    const { requestId } = c.get("entry");
    const { status, headers, body } = invoke(
      { ...what, text: c.get("text"), requestId, identity: c.get("identity") },
      workspace,
    );
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    return body instanceof ReadableStream ? c.body(body, status) : c.json(body, status);
  }

  return app;
}

function modelOf(c: Context<Env>): string {
  const { model } = parseObject(c.get("text"));
  if (typeof model !== "string" || model === "")
    throw invalidParameter("Missing required parameter: 'model'");
  return model;
}

import { Hono, type Context } from "hono";
import { doesNotExist, invalidParameter } from "../http/api-error";
import { parseObject } from "../http/parse-message";
import { VIA_HEADER } from "../invocations/call-workspace";
import { invoke } from "../invocations/invoke";
import { anthropicMessages, countMessageTokens } from "../models/formats/anthropic-messages";
import type { ApiFormat } from "../models/formats/api-format";
import { chatCompletions } from "../models/formats/chat-completions";
import { listInputItems } from "../models/formats/responses-input-items";
import { embeddings } from "../models/formats/embeddings";
import { openaiResponses } from "../models/formats/openai-responses";
import { textCompletions } from "../models/formats/text-completions";
import { MissingInput } from "../models/query";
import { requireEndpoint } from "../serving/access";
import type { Env, Workspace } from "../workspace/workspace";

/** The paths of OpenAI's and Anthropic's clients, whose `model` is the endpoint's name. */
const CLIENT_PATHS: Record<string, ApiFormat> = {
  "/chat/completions": chatCompletions,
  "/completions": textCompletions,
  "/embeddings": embeddings,
  "/responses": openaiResponses,
  "/anthropic/v1/messages": anthropicMessages,
};

/**
 * The data plane: native invocations, one served model's own, and the paths of providers' clients.
 *
 * @see https://docs.databricks.com/api/workspace/servingendpoints/query
 */
export function invocations(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();

  for (const [path, format] of Object.entries(CLIENT_PATHS)) {
    // Clients that put OpenAI's `/v1` behind every base URL are served as well: recorded so in llama-stack's tests.
    for (const one of [path, `/v1${path}`])
      app.post(one, (c) => answer(c, { endpointName: modelOf(c), format }));
  }
  app.post("/anthropic/v1/messages/count_tokens", (c) => {
    requireEndpoint(workspace, c.get("identity"), modelOf(c), "CAN_QUERY");
    try {
      return c.json(countMessageTokens(parseObject(c.get("text"))));
    } catch (error) {
      throw error instanceof MissingInput ? invalidParameter(error.message) : error;
    }
  });
  app.get("/responses/:id", (c) => c.json(keptResponse(c).body));
  app.get("/responses/:id/input_items", (c) => c.json(listInputItems(keptResponse(c).input)));
  app.post("/responses/:id/cancel", (c) => {
    keptResponse(c);
    throw invalidParameter("Cannot cancel a synchronous response.");
  });
  app.delete("/responses/:id", (c) => {
    keptResponse(c);
    const id = c.req.param("id");
    workspace.responses.delete(id);
    return c.json({ id, object: "response", deleted: true });
  });
  app.post("/:name/invocations", (c) => answer(c, { endpointName: c.req.param("name") }));
  app.post("/:name/served-models/:servedModel/invocations", (c) =>
    answer(c, { endpointName: c.req.param("name"), servedModel: c.req.param("servedModel") }),
  );

  function keptResponse(c: Context<Env>) {
    const id = c.req.param("id")!;
    const kept = workspace.responses.find(id, c.get("identity").userName);
    if (kept === undefined) throw doesNotExist(`Response with id '${id}' not found.`);
    return kept;
  }

  async function answer(
    c: Context<Env>,
    what: { endpointName: string; servedModel?: string; format?: ApiFormat },
  ): Promise<Response> {
    const entry = c.get("entry");
    const via = (c.req.header(VIA_HEADER) ?? "").split(",").filter(Boolean);
    const { status, headers, body, route } = await invoke(
      { ...what, text: c.get("text"), requestId: entry.requestId, identity: c.get("identity"), via },
      workspace,
    );
    entry.route = route;
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

import { Hono, type Context } from "hono";
import { ApiError } from "../http/api-error";
import { parseObject } from "../http/parse-message";
import { answerRequest, type GatewayRequest } from "../gateway/answer-request";
import { API_PATHS, GEMINI } from "../gateway/api-paths";
import { findTarget, PROVIDER_HEADER } from "../gateway/find-target";
import { forwardUnmanaged } from "../gateway/forward-unmanaged";
import { countMessageTokens } from "../models/formats/anthropic-messages";
import { countContentTokens } from "../models/formats/gemini-content";
import type { Env, Workspace } from "../workspace/workspace";

/** Gemini's clients put the model and what is asked of it into the path. */
const GEMINI_ACTION = /^(.+):(generateContent|streamGenerateContent|countTokens)$/;

/**
 * The gateway's data plane: unified APIs and providers' own, for model services and for provider services.
 *
 * @see https://docs.databricks.com/aws/en/ai-gateway/query-model-services
 * @see https://docs.databricks.com/aws/en/ai-gateway/query-model-provider-services
 */
export function aiGateway(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();

  for (const [path, api] of Object.entries(API_PATHS)) {
    app.post(path, (c) => answer(c, { api, model: parseObject(c.get("text")).model }));
  }

  app.post("/anthropic/v1/messages/count_tokens", (c) => {
    const body = parseObject(c.get("text"));
    findTarget(body.model, c.req.header(PROVIDER_HEADER), c.get("identity"), workspace);
    return c.json(countMessageTokens(body));
  });

  // Google's newer clients default to `v1`.
  app.post("/gemini/:version{v1|v1beta}/models/:call", async (c) => {
    const [, model, action] = GEMINI_ACTION.exec(c.req.param("call")) ?? [];
    if (model === undefined) {
      const found = c.req.param("call").split(":").at(-1);
      throw new ApiError(404, "ENDPOINT_NOT_FOUND", `Unsupported Gemini action '${found}'.`);
    }
    if (action === "countTokens") {
      findTarget(model, c.req.header(PROVIDER_HEADER), c.get("identity"), workspace);
      return c.json(countContentTokens(parseObject(c.get("text"))));
    }
    const stream = action === "streamGenerateContent";
    const response = await answer(c, { api: GEMINI, model, stream });
    // Without `alt=sse`, Gemini streams one JSON array.
    return stream && c.req.query("alt") !== "sse" && response.ok ? asArray(response) : response;
  });

  app.all("/*", (c) => {
    const { method } = c.req;
    const path = c.req.path.slice("/ai-gateway".length);
    const asked = {
      method,
      path,
      query: new URL(c.req.url).search,
      providerService: c.req.header(PROVIDER_HEADER),
    };
    return c.json(forwardUnmanaged(asked, c.get("identity"), workspace));
  });

  async function answer(
    c: Context<Env>,
    what: Pick<GatewayRequest, "api" | "model" | "stream">,
  ): Promise<Response> {
    const { status, headers, body, route } = await answerRequest(
      {
        ...what,
        providerService: c.req.header(PROVIDER_HEADER),
        text: c.get("text"),
        requestId: c.get("entry").requestId,
        identity: c.get("identity"),
      },
      workspace,
    );
    c.get("entry").route = route;
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    return body instanceof ReadableStream ? c.body(body, status) : c.json(body, status);
  }

  return app;
}

async function asArray(response: Response): Promise<Response> {
  const events = (await response.text()).split("\n\n").filter(Boolean);
  return Response.json(events.map((event) => JSON.parse(event.slice("data: ".length)) as unknown));
}

import type { Task } from "../models/query";
import type { StoredEndpoint } from "../serving/stored-endpoint";
import { formatFor } from "./format-for";

type Json = Record<string, unknown>;

const text = { type: "string" };
const integer = { type: "integer" };
const list = (items: Json): Json => ({ type: "array", items });
const object = (properties: Json, required: string[] = []): Json => ({
  type: "object",
  properties,
  ...(required.length > 0 && { required }),
});

const usage = object({ prompt_tokens: integer, completion_tokens: integer, total_tokens: integer });
const texts = { oneOf: [text, list(text), list(integer), list(list(integer))] };
const sampling = {
  max_tokens: { type: "integer", minimum: 1 },
  temperature: { type: "number", minimum: 0, maximum: 2 },
  n: { type: "integer", minimum: 1, maximum: 5 },
  stop: { oneOf: [text, list(text)] },
  stream: { type: "boolean" },
};
const answer = (choice: Json): Json =>
  object({ id: text, object: text, created: integer, model: text, choices: list(choice), usage });

/** What each task takes and gives. */
const SCHEMAS: Record<Task, { request: Json; response: Json }> = {
  chat: {
    request: object(
      {
        messages: list(
          object(
            {
              role: { type: "string", enum: ["system", "developer", "user", "assistant", "tool"] },
              content: { oneOf: [text, list(object({ type: text }, ["type"])), { type: "null" }] },
            },
            ["role"],
          ),
        ),
        tools: list(object({ type: { const: "function" }, function: object({ name: text }, ["name"]) })),
        tool_choice: { oneOf: [{ enum: ["auto", "none", "required"] }, { type: "object" }] },
        response_format: object({ type: { enum: ["text", "json_object", "json_schema"] } }, ["type"]),
        ...sampling,
      },
      ["messages"],
    ),
    response: answer(object({ index: integer, message: { type: "object" }, finish_reason: text })),
  },
  completions: {
    request: object({ prompt: texts, ...sampling }, ["prompt"]),
    response: answer(object({ index: integer, text, finish_reason: text })),
  },
  embeddings: {
    request: object({ input: texts, dimensions: integer, encoding_format: { enum: ["float", "base64"] } }, [
      "input",
    ]),
    response: object({
      object: { const: "list" },
      data: list(
        object({ object: { const: "embedding" }, index: integer, embedding: list({ type: "number" }) }),
      ),
      model: text,
      usage,
    }),
  },
  scoring: {
    request: {
      oneOf: [
        object({ dataframe_split: object({ columns: list({}), data: list(list({})) }, ["data"]) }, [
          "dataframe_split",
        ]),
        object({ dataframe_records: list({ type: "object" }) }, ["dataframe_records"]),
        object({ instances: list({}) }, ["instances"]),
        object({ inputs: {} }, ["inputs"]),
      ],
    },
    response: object({ predictions: list({}) }, ["predictions"]),
  },
};

/** The OpenAPI description of what an endpoint serves: each served model by its own path, as real ones list them. */
export function describeEndpoint(endpoint: StoredEndpoint, url: string): Json {
  const { config, name } = endpoint;
  const content = (schema: Json): Json => ({ content: { "application/json": { schema } } });
  const describe = (summary: string): Json => {
    const { request, response } = SCHEMAS[formatFor(endpoint, config!, undefined).task];
    return {
      post: {
        summary,
        requestBody: { required: true, ...content(request) },
        responses: {
          200: { description: "Successful operation", ...content(response) },
          default: {
            description: "Refused or failed",
            ...content(object({ error_code: {}, message: text }, ["error_code", "message"])),
          },
        },
      },
    };
  };
  return {
    openapi: "3.1.0",
    info: { title: name, version: String(config?.version ?? 0) },
    servers: [{ url: `${url}/serving-endpoints/${name}` }],
    paths: Object.fromEntries(
      (config?.entities ?? []).map((entity) => [
        `/served-models/${entity.name}/invocations`,
        describe(`Query ${entity.name} of ${name}`),
      ]),
    ),
  };
}

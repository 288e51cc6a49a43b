import { invalidParameter } from "../http/api-error";
import { field, isObject, shown } from "./field-readers";
import type { ResponseFormat, Tool, ToolChoice } from "./query";

const NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** OpenAI's limit; Databricks documents 32 for the models that it hosts itself. */
const MAX_TOOLS = 128;

/**
 * Reads the functions that a model may call.
 *
 * @param given the request's `tools`, each with its function in the field named, or flat as in the Responses API.
 * @throws ApiError 400 for the first that is none.
 */
export function readTools(given: unknown, form: "nested" | "flat"): Tool[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) throw invalidParameter(`tools must be an array; found ${shown(given)}.`);
  if (given.length > MAX_TOOLS)
    throw invalidParameter(`tools must hold at most ${MAX_TOOLS}; found ${given.length}.`);
  return given.map((one: unknown, index) => {
    const at = `tools[${index}]`;
    if (!isObject(one)) throw invalidParameter(`${at} must be an object; found ${shown(one)}.`);
    if (one.type !== "function")
      throw invalidParameter(`${at}.type must be 'function'; found ${shown(one.type)}.`);
    const told = form === "nested" ? one.function : one;
    if (!isObject(told)) throw invalidParameter(`${at}.function must be an object; found ${shown(told)}.`);
    return readTool(told.name, told.description, told.parameters, form === "nested" ? `${at}.function` : at);
  });
}

/** One tool, with the parts that every API has under names of its own. */
export function readTool(name: unknown, description: unknown, parameters: unknown, at: string): Tool {
  if (typeof name !== "string" || !NAME.test(name)) {
    throw invalidParameter(`${at}.name must be 1 to 64 of A-Z a-z 0-9 _ -; found ${shown(name)}.`);
  }
  if (parameters !== undefined && parameters !== null && !isObject(parameters))
    throw invalidParameter(
      `${at} must describe its parameters by a JSON Schema, an object; found ${shown(parameters)}.`,
    );
  return {
    name,
    description: typeof description === "string" ? description : "",
    parameters: isObject(parameters) ? parameters : {},
  };
}

/**
 * Reads which tools are to be called.
 *
 * @throws ApiError 400 for a choice that is none, or a function that `tools` does not list.
 */
export function readToolChoice(given: unknown, tools: readonly Tool[], form: "nested" | "flat"): ToolChoice {
  if (given === undefined || given === null) return "auto";
  if (given === "auto" || given === "none") return given;
  const named =
    isObject(given) && given.type === "function"
      ? form === "nested"
        ? isObject(given.function) && given.function.name
        : given.name
      : undefined;
  if (given !== "required" && typeof named !== "string") {
    throw invalidParameter(
      `tool_choice must be auto, required, none or a function by its name; found ${shown(given)}.`,
    );
  }
  if (tools.length === 0) throw invalidParameter("tool_choice is only allowed when tools are specified.");
  return given === "required" ? "required" : namedTool(named as string, tools);
}

/** The choice of one tool by its name. */
export function namedTool(name: string, tools: readonly Tool[]): ToolChoice {
  if (tools.some((tool) => tool.name === name)) return { name };
  throw invalidParameter(
    `tool_choice names the function ${shown(name)}, which tools does not list: ${tools.map((tool) => tool.name).join(", ")}.`,
  );
}

/**
 * Reads the form that the answer must have.
 *
 * @param given `response_format` of a chat, or `text.format` of a response, which has the schema's parts one level up.
 * @throws ApiError 400 for a form that is none.
 */
export function readResponseFormat(given: unknown, form: "nested" | "flat"): ResponseFormat {
  if (given === undefined || given === null) return { kind: "text" };
  if (!isObject(given)) throw invalidParameter(`response_format must be an object; found ${shown(given)}.`);
  const { type } = given;
  if (type === "text" || type === "json_object") return { kind: type };
  if (type !== "json_schema") {
    throw invalidParameter(
      `response_format.type must be text, json_object or json_schema; found ${shown(type)}.`,
    );
  }
  const told = form === "nested" ? field.object(given, "json_schema") : given;
  if (told === undefined)
    throw invalidParameter("response_format.json_schema is required for type json_schema.");
  const { name = "response", schema } = told;
  if (typeof name !== "string" || !NAME.test(name)) {
    throw invalidParameter(`response_format name must be 1 to 64 of A-Z a-z 0-9 _ -; found ${shown(name)}.`);
  }
  if (!isObject(schema))
    throw invalidParameter(
      `response_format schema must be a JSON Schema, an object; found ${shown(schema)}.`,
    );
  return { kind: "json_schema", name, schema };
}

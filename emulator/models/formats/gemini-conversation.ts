import { invalidParameter } from "../../http/api-error";
import { isObject, shown } from "../field-readers";
import { MissingInput, type Message, type ToolCall } from "../query";
import { textOf } from "../read-messages";

type Part = Record<string, unknown>;

/** What a part of a content holds; exactly one of them. */
const PARTS = ["text", "functionCall", "functionResponse", "inlineData", "fileData"] as const;

/**
 * Reads Gemini's contents into messages of chat completions. Gemini tells calls apart by the function's name, so that is
 * the id where none is given.
 *
 * @throws ApiError 400 for the first content that is none, MissingInput for no contents at all.
 */
export function readContents(given: unknown): Message[] {
  if (given === undefined || given === null) throw new MissingInput("contents is not specified");
  if (!Array.isArray(given)) throw invalidParameter(`contents must be an array; found ${shown(given)}.`);
  if (given.length === 0) throw new MissingInput("contents is not specified");
  return given.flatMap((one: unknown, index) => {
    const at = `contents[${index}]`;
    if (!isObject(one)) throw invalidParameter(`${at} must be an object; found ${shown(one)}.`);
    const { role = "user" } = one;
    if (role !== "user" && role !== "model" && role !== "function")
      throw invalidParameter(`${at}.role must be user or model; found ${shown(role)}.`);
    const parts = readParts(one.parts, `${at}.parts`);
    return role === "model" ? [modelMessage(parts)] : userMessages(parts);
  });
}

/** The instructions in front of a conversation. */
export function readSystemInstruction(given: unknown): Message[] {
  if (given === undefined || given === null) return [];
  if (!isObject(given)) throw invalidParameter(`systemInstruction must be an object; found ${shown(given)}.`);
  const content = textOf(readParts(given.parts, "systemInstruction.parts"));
  return [{ role: "system", content, toolCalls: [] }];
}

function readParts(given: unknown, at: string): Part[] {
  const parts: unknown[] = Array.isArray(given) ? given : given === undefined ? [] : [given];
  if (parts.length === 0) throw invalidParameter(`${at} must hold at least one part.`);
  return parts.map((part, index) => {
    if (isObject(part) && PARTS.some((kind) => part[kind] !== undefined)) return part;
    throw invalidParameter(`${at}[${index}] must hold one of ${PARTS.join(", ")}; found ${shown(part)}.`);
  });
}

function modelMessage(parts: Part[]): Message {
  const toolCalls = parts.flatMap(({ functionCall: call }): ToolCall[] =>
    isObject(call)
      ? [{ id: idOf(call), name: String(call.name), arguments: JSON.stringify(call.args ?? {}) }]
      : [],
  );
  return { role: "assistant", content: textOf(parts), toolCalls };
}

function userMessages(parts: Part[]): Message[] {
  const results = parts.flatMap(({ functionResponse: result }): Message[] =>
    isObject(result)
      ? [
          {
            role: "tool",
            content: JSON.stringify(result.response ?? {}),
            toolCalls: [],
            toolCallId: idOf(result),
          },
        ]
      : [],
  );
  const rest = parts.filter((part) => part.functionResponse === undefined);
  return rest.length === 0 ? results : [...results, { role: "user", content: rest, toolCalls: [] }];
}

const idOf = ({ id, name }: Part): string => String(id ?? name);

import { invalidParameter } from "../../http/api-error";
import { isObject, shown } from "../field-readers";
import { MissingInput, type Message } from "../query";

const ROLES = ["user", "assistant", "system", "developer"];
const TEXT_PARTS = ["input_text", "output_text", "text"];
const OTHER_PARTS = ["input_image", "input_file", "input_audio", "refusal"];

/**
 * Reads the input of a response into messages of chat completions.
 *
 * @param before the conversation that it continues, in which calls may stand that it has the results of.
 * @throws ApiError 400 for the first item that is none, MissingInput for no input at all.
 */
export function readResponseInput(given: unknown, before: readonly Message[]): Message[] {
  if (given === undefined || given === null)
    throw new MissingInput("Missing required responses parameter: 'input'");
  const items: unknown = typeof given === "string" ? [{ role: "user", content: given }] : given;
  if (!Array.isArray(items) || items.length === 0)
    throw invalidParameter(`input must be a string or an array of items; found ${shown(given)}.`);
  const called = new Set(before.flatMap(({ toolCalls }) => toolCalls.map(({ id }) => id)));
  const messages: Message[] = [];
  for (const [index, item] of items.entries() as ArrayIterator<[number, unknown]>) {
    const at = `input[${index}]`;
    if (!isObject(item)) throw invalidParameter(`${at} must be an object; found ${shown(item)}.`);
    const { type = "message" } = item;
    if (type === "message") messages.push(readMessage(item, at));
    else if (type === "function_call") addCall(messages, item, at, called);
    else if (type === "function_call_output") messages.push(readResult(item, at, called));
    else if (type !== "reasoning") {
      throw invalidParameter(
        `${at}.type must be message, function_call, function_call_output or reasoning; found ${shown(type)}.`,
      );
    }
  }
  for (const { toolCallId } of [...before, ...messages]) called.delete(toolCallId ?? "");
  const [unanswered] = called;
  if (unanswered !== undefined)
    throw invalidParameter(`No tool output found for function call ${unanswered}.`);
  return messages;
}

function readMessage({ role, content }: Record<string, unknown>, at: string): Message {
  if (typeof role !== "string" || !ROLES.includes(role))
    throw invalidParameter(`${at}.role must be one of ${ROLES.join(", ")}; found ${shown(role)}.`);
  return { role: role as Message["role"], content: readContent(content, `${at}.content`), toolCalls: [] };
}

function readContent(content: unknown, at: string): unknown {
  if (typeof content === "string") return content;
  if (!Array.isArray(content))
    throw invalidParameter(`${at} must be a string or an array of parts; found ${shown(content)}.`);
  return content.map((part: unknown, index) => {
    const here = `${at}[${index}]`;
    if (!isObject(part)) throw invalidParameter(`${here} must be an object; found ${shown(part)}.`);
    const { type, text } = part;
    if (TEXT_PARTS.includes(type as string)) {
      if (typeof text === "string") return { type: "text", text };
      throw invalidParameter(`${here}.text must be a string; found ${shown(text)}.`);
    }
    if (!OTHER_PARTS.includes(type as string))
      throw invalidParameter(
        `${here}.type must be one of ${[...TEXT_PARTS, ...OTHER_PARTS].join(", ")}; found ${shown(type)}.`,
      );
    return type === "input_image" ? { type: "image_url", image_url: { url: part.image_url } } : part;
  });
}

/** Calls that follow each other are one turn of the assistant. */
function addCall(messages: Message[], item: Record<string, unknown>, at: string, called: Set<string>): void {
  const { call_id: id, name, arguments: given } = item;
  if (typeof id !== "string" || typeof name !== "string" || typeof given !== "string")
    throw invalidParameter(
      `${at} must have a call_id, a name and arguments, all strings; found ${shown(item)}.`,
    );
  called.add(id);
  const last = messages.at(-1);
  const call = { id, name, arguments: given };
  if (last?.role === "assistant" && last.toolCalls.length > 0) last.toolCalls.push(call);
  else messages.push({ role: "assistant", content: null, toolCalls: [call] });
}

function readResult(item: Record<string, unknown>, at: string, called: ReadonlySet<string>): Message {
  const { call_id: id, output } = item;
  if (typeof id !== "string") throw invalidParameter(`${at}.call_id must be a string; found ${shown(id)}.`);
  if (!called.has(id))
    throw invalidParameter(`No tool call found for function call output with call_id ${id}.`);
  return { role: "tool", content: readContent(output, `${at}.output`), toolCalls: [], toolCallId: id };
}

import { invalidParameter } from "../http/api-error";
import { assertCallsAnswered } from "./assert-calls-answered";
import { isObject, shown } from "./field-readers";
import { MissingInput, type Message, type ToolCall } from "./query";

const ROLES = ["system", "developer", "user", "assistant", "tool"];

/** Kinds of content that chat models take; what they hold beyond text is not looked at. */
const PARTS = ["text", "image_url", "input_audio", "file", "refusal", "reasoning", "thinking"];

/**
 * Reads the conversation of a chat completion.
 *
 * @throws ApiError 400 for the first message that is none, MissingInput for no messages at all.
 */
export function readMessages(given: unknown): Message[] {
  if (given === undefined || given === null)
    throw new MissingInput("Missing required chat parameter: 'messages'");
  if (!Array.isArray(given)) throw invalidParameter(`messages must be an array; found ${shown(given)}.`);
  if (given.length === 0) throw new MissingInput("Missing required chat parameter: 'messages'");
  const called = new Set<string>();
  const messages = given.map((one: unknown, index) => {
    const at = `messages[${index}]`;
    const message = readMessage(one, at);
    for (const { id } of message.toolCalls) called.add(id);
    if (message.toolCallId !== undefined && !called.has(message.toolCallId)) {
      throw invalidParameter(
        `${at}.tool_call_id '${message.toolCallId}' must be the id of a call in a message of the assistant before it.`,
      );
    }
    return message;
  });
  assertCallsAnswered(messages);
  return messages;
}

function readMessage(given: unknown, at: string): Message {
  if (!isObject(given)) throw invalidParameter(`${at} must be an object; found ${shown(given)}.`);
  const { role, name } = given;
  if (typeof role !== "string" || !ROLES.includes(role)) {
    throw invalidParameter(`${at}.role must be one of ${ROLES.join(", ")}; found ${shown(role)}.`);
  }
  if (name !== undefined && name !== null && typeof name !== "string")
    throw invalidParameter(`${at}.name must be a string; found ${shown(name)}.`);
  const toolCalls = role === "assistant" ? readToolCalls(given.tool_calls, `${at}.tool_calls`) : [];
  checkContent(given.content, `${at}.content`, toolCalls.length > 0);
  const message: Message = { role: role as Message["role"], content: given.content ?? null, toolCalls };
  if (role !== "tool") return message;
  if (typeof given.tool_call_id !== "string")
    throw invalidParameter(`${at}.tool_call_id must be a string; found ${shown(given.tool_call_id)}.`);
  return { ...message, toolCallId: given.tool_call_id };
}

function checkContent(content: unknown, at: string, optional: boolean): void {
  if (typeof content === "string") return;
  if ((content === null || content === undefined) && optional) return;
  if (!Array.isArray(content) || content.length === 0)
    throw invalidParameter(`${at} must be a string or an array of parts; found ${shown(content)}.`);
  content.forEach((part: unknown, index) => {
    const here = `${at}[${index}]`;
    if (!isObject(part)) throw invalidParameter(`${here} must be an object; found ${shown(part)}.`);
    if (typeof part.type !== "string" || !PARTS.includes(part.type))
      throw invalidParameter(`${here}.type must be one of ${PARTS.join(", ")}; found ${shown(part.type)}.`);
    if (part.type === "text" && typeof part.text !== "string")
      throw invalidParameter(`${here}.text must be a string; found ${shown(part.text)}.`);
  });
}

function readToolCalls(given: unknown, at: string): ToolCall[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) throw invalidParameter(`${at} must be an array; found ${shown(given)}.`);
  return given.map((call: unknown, index) => {
    const called = isObject(call) ? call.function : undefined;
    if (!isObject(call) || typeof call.id !== "string" || !isObject(called))
      throw invalidParameter(`${at}[${index}] must have an id and a function; found ${shown(call)}.`);
    if (typeof called.name !== "string" || typeof called.arguments !== "string") {
      throw invalidParameter(
        `${at}[${index}].function must have a name and arguments, both strings; found ${shown(called)}.`,
      );
    }
    return { id: call.id, name: called.name, arguments: called.arguments };
  });
}

/** A message's text: its content, or the text parts of it. */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .flatMap((part: unknown) => (isObject(part) && typeof part.text === "string" ? [part.text] : []))
    .join("\n");
}

import { invalidParameter } from "../../http/api-error";
import { assertCallsAnswered } from "../assert-calls-answered";
import { isObject, shown } from "../field-readers";
import { MissingInput, type Message, type ToolCall } from "../query";
import { textOf } from "../read-messages";

type Block = Record<string, unknown> & { type: string };

/** The instructions in front of a conversation: a text, or blocks of it. */
export function readSystem(given: unknown): Message[] {
  if (given === undefined || given === null) return [];
  if (typeof given !== "string" && !Array.isArray(given))
    throw invalidParameter(`system must be a string or an array of blocks; found ${shown(given)}.`);
  return [{ role: "system", content: textOf(readBlocks(given, "system", "user")), toolCalls: [] }];
}

/**
 * Reads the conversation of Anthropic's Messages API into messages of chat completions: a user's tool results become
 * messages of their own.
 *
 * @param before the conversation that they go on from, in which calls may stand that they have the results of.
 * @throws ApiError 400 for the first message that is none, MissingInput for no messages at all.
 */
export function readAnthropicMessages(given: unknown, before: readonly Message[] = []): Message[] {
  if (given === undefined || given === null) throw new MissingInput("messages: Field required");
  if (!Array.isArray(given)) throw invalidParameter(`messages must be an array; found ${shown(given)}.`);
  if (given.length === 0) throw new MissingInput("messages: at least one message is required");
  const used = new Set(before.flatMap(({ toolCalls }) => toolCalls.map(({ id }) => id)));
  const messages = given.flatMap((one: unknown, index): Message[] => {
    const at = `messages[${index}]`;
    if (!isObject(one)) throw invalidParameter(`${at} must be an object; found ${shown(one)}.`);
    const { role } = one;
    if (role !== "user" && role !== "assistant")
      throw invalidParameter(`${at}.role must be user or assistant; found ${shown(role)}.`);
    const blocks = readBlocks(one.content, `${at}.content`, role);
    if (role === "assistant") {
      const toolCalls = blocks.filter(({ type }) => type === "tool_use").map(toolCallOf);
      for (const { id } of toolCalls) used.add(id);
      return [{ role, content: textOf(blocks), toolCalls }];
    }
    return userMessages(blocks, at, used);
  });
  assertCallsAnswered([...before, ...messages]);
  return messages;
}

function userMessages(blocks: Block[], at: string, used: ReadonlySet<string>): Message[] {
  const results = blocks.filter(({ type }) => type === "tool_result");
  const rest = blocks.filter(({ type }) => type !== "tool_result");
  const messages = results.map((block): Message => {
    const id = String(block.tool_use_id);
    if (!used.has(id)) {
      throw invalidParameter(
        `${at}: tool_result '${id}' must have a corresponding tool_use block in a message of the assistant before it.`,
      );
    }
    return { role: "tool", content: textOf(block.content), toolCalls: [], toolCallId: id };
  });
  if (rest.length === 0) return messages;
  return [...messages, { role: "user", content: rest.map(openaiPart), toolCalls: [] }];
}

const toolCallOf = ({ id, name, input }: Block): ToolCall => ({
  id: String(id),
  name: String(name),
  arguments: JSON.stringify(input ?? {}),
});

/** An image goes on in OpenAI's form; what else is no text stays as it came. */
function openaiPart(block: Block): Block {
  const { source } = block;
  if (block.type !== "image" || !isObject(source)) return block;
  const url =
    source.type === "url" ? source.url : `data:${String(source.media_type)};base64,${String(source.data)}`;
  return { type: "image_url", image_url: { url } };
}

/** What a block of each kind must have, and who may send it. */
const BLOCKS: Record<string, { fields: Record<string, (value: unknown) => boolean>; role?: string }> = {
  text: { fields: { text: (value) => typeof value === "string" } },
  image: { fields: { source: isObject }, role: "user" },
  document: { fields: { source: isObject }, role: "user" },
  tool_result: { fields: { tool_use_id: (value) => typeof value === "string" }, role: "user" },
  tool_use: {
    fields: {
      id: (value) => typeof value === "string",
      name: (value) => typeof value === "string",
      input: isObject,
    },
    role: "assistant",
  },
  thinking: { fields: { thinking: (value) => typeof value === "string" }, role: "assistant" },
  redacted_thinking: { fields: {}, role: "assistant" },
};

function readBlocks(content: unknown, at: string, role: string): Block[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  if (!Array.isArray(content))
    throw invalidParameter(`${at} must be a string or an array of blocks; found ${shown(content)}.`);
  return content.map((block: unknown, index) => {
    const here = `${at}[${index}]`;
    if (!isObject(block)) throw invalidParameter(`${here} must be an object; found ${shown(block)}.`);
    const { type } = block;
    const rule = typeof type === "string" && Object.hasOwn(BLOCKS, type) ? BLOCKS[type] : undefined;
    if (rule === undefined || (rule.role !== undefined && rule.role !== role)) {
      const allowed = Object.keys(BLOCKS).filter((name) => [undefined, role].includes(BLOCKS[name]!.role));
      throw invalidParameter(`${here}.type must be one of ${allowed.join(", ")}; found ${shown(type)}.`);
    }
    for (const [name, isRight] of Object.entries(rule.fields)) {
      if (!isRight(block[name]))
        throw invalidParameter(`${here}.${name} is missing or of a wrong type; found ${shown(block[name])}.`);
    }
    return block as Block;
  });
}

import { createHash } from "node:crypto";
import { fillSchema } from "./fill-schema";
import type { Query, Tool, ToolCall } from "./query";

/** Calls of the tools that a model would be asked to use, with arguments that their schemas allow; none: it answers. */
export async function callTools(query: Query): Promise<ToolCall[]> {
  const tools = chosenTools(query);
  return Promise.all(
    tools.map(async (tool, index) => ({
      id: callId(query, index),
      name: tool.name,
      arguments: JSON.stringify(
        await fillSchema({ type: "object", ...tool.parameters }, `function '${tool.name}'`),
      ),
    })),
  );
}

/**
 * The tools to call: a named one, else those that the question speaks of, else all of them. After a tool's result there
 * is an answer, even where a tool is required: an agent's loop would not end otherwise.
 */
function chosenTools(query: Query): Tool[] {
  const { tools, toolChoice, texts, parallelToolCalls } = query;
  if (tools.length === 0 || toolChoice === "none" || toolResults(query).length > 0) return [];
  if (typeof toolChoice === "object") return tools.filter(({ name }) => name === toolChoice.name);
  const question = wordsOf(texts.at(-1) ?? "");
  const meant = tools.filter(({ name, description }) =>
    [...wordsOf(name), ...wordsOf(description)].some((word) => question.includes(word)),
  );
  const called = meant.length > 0 ? meant : tools;
  if (parallelToolCalls === false) return called.slice(0, 1);
  // Asked for calls at the same time, it makes at least two, so that a test of them has something to see.
  if (parallelToolCalls === true && called.length === 1)
    return tools.length > 1 ? tools : [called[0]!, called[0]!];
  return called;
}

/** Words that tell one tool from another: `get` and `the` stand in many. */
function wordsOf(text: string): string[] {
  return text
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 3);
}

/** Results of tools that the assistant has not answered yet; a user's words may stand behind them. */
export function toolResults({ messages, texts }: Query): string[] {
  const since = messages.findLastIndex(({ role }) => role === "assistant") + 1;
  return texts.slice(since).filter((_, index) => messages[since + index]?.role === "tool");
}

/** The same for the same request, and different along a conversation. */
export function callId(query: Query, index: number): string {
  const seed = JSON.stringify([query.texts, query.messages.length, index]);
  return `call_${createHash("sha256").update(seed).digest("hex").slice(0, 24)}`;
}

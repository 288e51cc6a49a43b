import type { Choice } from "./answer";
import { countTokens } from "./count-tokens";
import type { Query } from "./query";

/** Tokens of what a request gives the model: texts, or ids as many as there are, and the tools that it may call. */
export function promptTokens({ texts, tokenIds, tools }: Query): number {
  const given = texts.reduce((sum, text, index) => sum + (tokenIds[index]?.length ?? countTokens(text)), 0);
  return given + (tools.length > 0 ? countTokens(JSON.stringify(tools)) : 0);
}

/** Tokens of one choice: its text, or the calls that it makes. */
export function completionTokens({ text, toolCalls }: Choice): number {
  const calls = toolCalls.reduce((sum, call) => sum + countTokens(call.name + call.arguments), 0);
  return calls + (text === "" ? 0 : countTokens(text));
}

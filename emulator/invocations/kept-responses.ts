import { parseObject } from "../http/parse-message";
import type { Answer } from "../models/answer";
import { anthropicMessages } from "../models/formats/anthropic-messages";
import type { ApiFormat } from "../models/formats/api-format";
import { openaiResponses } from "../models/formats/openai-responses";
import type { Message, Query, Tool } from "../models/query";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";

/** Finds the conversation that ended in a caller's earlier response. */
export const recallResponse =
  ({ responses }: Workspace, { userName }: Identity) =>
  (id: string): { messages: Message[]; tools: Tool[] } | undefined =>
    responses.find(id, userName);

/**
 * Keeps a response that later ones can continue: of the Responses API unless its request says not to, of the Messages API where
 * it is part of a thread.
 *
 * @param text the request as it came.
 */
export function keepResponse(
  format: ApiFormat,
  query: Query,
  { choices }: Answer,
  body: Record<string, unknown>,
  text: string,
  { responses }: Workspace,
  { userName }: Identity,
): void {
  const [choice] = choices;
  const { store, thread } = query.parameters;
  const kept = format === openaiResponses ? store !== false : format === anthropicMessages && Boolean(thread);
  if (!kept || choice === undefined) return;
  const said: Message = { role: "assistant", content: choice.text, toolCalls: choice.toolCalls };
  responses.keep(String(body.id), {
    owner: userName,
    messages: [...query.messages, said],
    tools: query.tools,
    input: parseObject(text).input,
    body,
  });
}

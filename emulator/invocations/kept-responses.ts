import { parseObject } from "../http/parse-message";
import type { Answer } from "../models/answer";
import type { ApiFormat } from "../models/formats/api-format";
import { openaiResponses } from "../models/formats/openai-responses";
import type { Message, Query } from "../models/query";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";

/** Finds the conversation that ended in a caller's earlier response. */
export const recallResponse =
  ({ responses }: Workspace, { userName }: Identity) =>
  (id: string): Message[] | undefined =>
    responses.find(id, userName)?.messages;

/**
 * Keeps a response, unless its request says not to, so that later ones can continue it.
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
  if (format !== openaiResponses || query.parameters.store === false || choice === undefined) return;
  const said: Message = { role: "assistant", content: choice.text, toolCalls: choice.toolCalls };
  responses.keep(String(body.id), {
    owner: userName,
    messages: [...query.messages, said],
    input: parseObject(text).input,
    body,
  });
}

import { invalidParameter } from "../http/api-error";
import type { Message } from "./query";

/**
 * Holds that each call of a tool in a conversation has its result in the messages right after it, as the providers' own
 * APIs do.
 *
 * @throws ApiError 400 with the ids that have none.
 */
export function assertCallsAnswered(messages: readonly Message[]): void {
  for (const [index, { toolCalls }] of messages.entries()) {
    if (toolCalls.length === 0) continue;
    const after = messages.slice(index + 1);
    const end = after.findIndex(({ role }) => role !== "tool");
    const answered = new Set((end === -1 ? after : after.slice(0, end)).map(({ toolCallId }) => toolCallId));
    const missing = toolCalls.filter(({ id }) => !answered.has(id)).map(({ id }) => id);
    if (missing.length === 0) continue;
    throw invalidParameter(
      `A message with tool calls must be followed by a result for each of them; these have none: ${missing.join(", ")}.`,
    );
  }
}

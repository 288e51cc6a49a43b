import type { Answer, Answerer } from "./answer";
import type { Query } from "./query";

/** The same answer as server-sent events: a chunk a word, then `[DONE]`. */
export function streamAnswer(
  query: Query,
  answer: Answer,
  who: Answerer,
  id: string,
  createdMs: number,
): ReadableStream<Uint8Array> {
  const events = [
    ...chunks(query, answer, who, id, Math.floor(createdMs / 1000)).map((chunk) => JSON.stringify(chunk)),
    "[DONE]",
  ];
  const encoder = new TextEncoder();
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const event = events[next++];
      if (event === undefined) controller.close();
      else controller.enqueue(encoder.encode(`data: ${event}\n\n`));
    },
  });
}

function chunks(
  query: Query,
  answer: Answer,
  who: Answerer,
  id: string,
  created: number,
): Record<string, unknown>[] {
  const chat = query.kind === "chat";
  const base = {
    id: `${chat ? "chatcmpl" : "cmpl"}-${id}`,
    object: chat ? "chat.completion.chunk" : "text_completion",
    created,
    model: who.model,
  };
  const choice = (
    index: number,
    text: string | undefined,
    finish_reason: string | null,
    first: boolean,
  ): object =>
    chat
      ? {
          index,
          delta: { ...(first && { role: "assistant" }), ...(text !== undefined && { content: text }) },
          finish_reason,
        }
      : { index, text: text ?? "", logprobs: null, finish_reason };
  const body = answer.texts.flatMap((text, index) => [
    ...text.split(/(?<=\s)/).map((word, at) => ({ ...base, choices: [choice(index, word, null, at === 0)] })),
    { ...base, choices: [choice(index, undefined, answer.finishReason, false)] },
  ]);
  return query.includeUsage ? [...body, { ...base, choices: [], usage: answer.usage }] : body;
}

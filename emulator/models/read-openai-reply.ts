import { EventSourceParserStream } from "eventsource-parser/stream";
import type { Answer, Choice, FinishReason, Usage } from "./answer";
import type { Piece } from "./pieces";
import { isObject } from "./field-readers";

type Json = Record<string, unknown>;

/** An answer of OpenAI's API, of whichever task. */
export function readOpenaiAnswer(body: Json): Answer {
  const usage = readUsage(body.usage);
  return {
    choices: list(body.choices).map(readChoice),
    vectors: list(body.data).map(({ embedding }) => embedding as number[]),
    predictions: Array.isArray(body.predictions) ? body.predictions : [],
    usage,
  };
}

function readChoice({ text, message, finish_reason: finish }: Json): Choice {
  const said = isObject(message) ? message : { content: text };
  return {
    text: typeof said.content === "string" ? said.content : "",
    toolCalls: list(said.tool_calls).map(({ id, function: called }) => ({
      id: String(id),
      name: String((called as Json).name),
      arguments: String((called as Json).arguments),
    })),
    finishReason: readFinish(finish),
  };
}

/** The pieces of an answer that is streamed as chunks. */
export async function* readOpenaiStream(body: ReadableStream<Uint8Array>): AsyncGenerator<Piece> {
  const events = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { data } of events) {
    if (data === "[DONE]") return;
    const chunk = JSON.parse(data) as Json;
    for (const one of list(chunk.choices)) yield* readDelta(one);
    if (isObject(chunk.usage)) yield { kind: "usage", usage: readUsage(chunk.usage) };
  }
}

function* readDelta({ index, delta, text, finish_reason: finish }: Json): Generator<Piece> {
  const choice = typeof index === "number" ? index : 0;
  const said = isObject(delta) ? delta : { content: text };
  if (typeof said.content === "string" && said.content !== "")
    yield { kind: "text", choice, text: said.content };
  for (const call of list(said.tool_calls)) {
    const at = { choice, index: typeof call.index === "number" ? call.index : 0 };
    const called = isObject(call.function) ? call.function : {};
    if (typeof called.name === "string" && call.id)
      yield { kind: "call", ...at, id: String(call.id), name: called.name };
    if (typeof called.arguments === "string" && called.arguments !== "")
      yield { kind: "arguments", ...at, text: called.arguments };
  }
  if (typeof finish === "string") yield { kind: "finish", choice, reason: readFinish(finish) };
}

const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

const FINISH: readonly string[] = ["stop", "length", "tool_calls", "content_filter"];

const readFinish = (value: unknown): FinishReason =>
  FINISH.includes(value as string) ? (value as FinishReason) : "stop";

function readUsage(given: unknown): Usage {
  const number = (name: string): number => {
    const value = isObject(given) ? given[name] : undefined;
    return typeof value === "number" ? value : 0;
  };
  const prompt_tokens = number("prompt_tokens");
  const completion_tokens = number("completion_tokens");
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: number("total_tokens") || prompt_tokens + completion_tokens,
  };
}

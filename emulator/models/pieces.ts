import type { Answer, FinishReason, Usage } from "./answer";
import { splitTokens } from "./count-tokens";

/** A part of an answer on its way to the client. Every format writes its stream from these. */
export type Piece =
  | { kind: "text"; choice: number; text: string }
  | { kind: "call"; choice: number; index: number; id: string; name: string }
  /** More of the arguments of a call that has begun. */
  | { kind: "arguments"; choice: number; index: number; text: string }
  | { kind: "finish"; choice: number; reason: FinishReason; stopSequence?: string }
  | { kind: "usage"; usage: Usage };

/** An answer word by word; token by token where each is to carry its probability. */
export function* piecesOf(answer: Answer, by: "word" | "token" = "word"): Generator<Piece> {
  for (const [choice, { text, toolCalls, finishReason, stopSequence }] of answer.choices.entries()) {
    const parts = by === "token" ? splitTokens(text) : text.split(/(?<=\s)/);
    for (const part of parts) yield { kind: "text", choice, text: part };
    for (const [index, call] of toolCalls.entries()) {
      yield { kind: "call", choice, index, id: call.id, name: call.name };
      for (const part of call.arguments.match(/[^]{1,16}/g) ?? [])
        yield { kind: "arguments", choice, index, text: part };
    }
    yield {
      kind: "finish",
      choice,
      reason: finishReason,
      ...(stopSequence !== undefined && { stopSequence }),
    };
  }
  yield { kind: "usage", usage: answer.usage };
}

/** Puts pieces together again. */
export class PieceCollector {
  readonly answer: Answer = {
    // There is always a first choice, even of a stream that was cut before it said anything.
    choices: [{ text: "", toolCalls: [], finishReason: "stop" }],
    vectors: [],
    predictions: [],
    usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  };

  add(piece: Piece): void {
    if (piece.kind === "usage") {
      this.answer.usage = piece.usage;
      return;
    }
    const choice = (this.answer.choices[piece.choice] ??= { text: "", toolCalls: [], finishReason: "stop" });
    if (piece.kind === "text") choice.text += piece.text;
    else if (piece.kind === "call")
      choice.toolCalls[piece.index] = { id: piece.id, name: piece.name, arguments: "" };
    else if (piece.kind === "arguments") choice.toolCalls[piece.index]!.arguments += piece.text;
    else {
      choice.finishReason = piece.reason;
      if (piece.stopSequence !== undefined) choice.stopSequence = piece.stopSequence;
    }
  }
}

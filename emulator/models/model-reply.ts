import type { Answer } from "./answer";
import { PieceCollector, piecesOf, type Piece } from "./pieces";
import type { Query } from "./query";

/** What comes back from a model: an answer, or the pieces of one as they arrive. */
export type ModelReply = {
  /** The request as far as the model's provider took it. */
  query: Query;
} & ({ answer: Answer } | { pieces: AsyncIterable<Piece> });

/** The whole of an answer, waiting for its pieces. */
export async function wholeAnswer(reply: ModelReply): Promise<Answer> {
  if ("answer" in reply) return reply.answer;
  const collector = new PieceCollector();
  for await (const piece of reply.pieces) collector.add(piece);
  return collector.answer;
}

/** An answer as pieces, whether it came as such or not. */
export async function* piecesOfReply(reply: ModelReply): AsyncGenerator<Piece> {
  if ("pieces" in reply) yield* reply.pieces;
  else yield* piecesOf(reply.answer, reply.query.logprobs === undefined ? "word" : "token");
}

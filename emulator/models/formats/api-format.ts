import type { Answer, Stamp } from "../answer";
import type { Piece } from "../pieces";
import type { Message, Query, Task, Tool } from "../query";

/** One event of a stream; `[DONE]` is the only text that is no JSON. */
export interface StreamEvent {
  event?: string;
  data: Record<string, unknown> | "[DONE]";
}

/** What a request can refer to besides itself. */
export interface ReadContext {
  /** The conversation that ended in an earlier response, and its tools; undefined: there is none of this id. */
  recall?: (responseId: string) => { messages: Message[]; tools: Tool[] } | undefined;
}

/** An API by which models are asked: how its requests are read and its answers written. Knows nothing of endpoints. */
export interface ApiFormat {
  /** Names it in messages. */
  name: string;
  task: Task;
  /** Providers whose models answer by it; default: all. */
  providers?: readonly string[];
  /**
   * Reads a request.
   *
   * @throws ApiError 400 for what is wrong with it, MissingInput when there is nothing to answer.
   */
  read(body: Record<string, unknown>, context: ReadContext): Query;
  /** The answer as one object. */
  write(query: Query, answer: Answer, stamp: Stamp): Record<string, unknown>;
  /** The answer as events; absent: the API does not stream. */
  stream?(query: Query, pieces: AsyncIterable<Piece>, stamp: Stamp): AsyncGenerator<StreamEvent>;
}

import type { Message, Tool } from "./query";

/** What is kept of a response, for requests that refer to it. */
interface StoredResponse {
  /** Who asked: nobody else can go on from here. */
  owner: string;
  messages: Message[];
  tools: Tool[];
  /** What the request asked, as it was sent. */
  input: unknown;
  body: Record<string, unknown>;
}

/** The oldest make room, so that an emulator left running does not grow for ever. */
const MAX_RESPONSES = 1000;

/** Responses that can be gone on from, since the start, by id: of the Responses API, and of threads of the Messages API. */
export class ResponseStore {
  readonly #responses = new Map<string, StoredResponse>();

  keep(id: string, response: StoredResponse): void {
    this.#responses.set(id, response);
    if (this.#responses.size > MAX_RESPONSES) this.#responses.delete(this.#responses.keys().next().value!);
  }

  /** The response of this id, if it is this caller's. */
  find(id: string, owner: string): StoredResponse | undefined {
    const response = this.#responses.get(id);
    return response?.owner === owner ? response : undefined;
  }

  delete(id: string): void {
    this.#responses.delete(id);
  }

  clear(): void {
    this.#responses.clear();
  }
}

/** One request that reached the emulator, whatever became of it. */
export interface JournalEntry {
  /** Order of arrival, from 1; goes on counting after `clear()`. */
  seq: number;
  /** When it arrived by the emulator's clock, in milliseconds. */
  at: number;
  method: string;
  path: string;
  /** The query string without the question mark. */
  query: string;
  /** The status that the client saw; null while it is being answered, and for ever if the connection was cut. */
  status: number | null;
  requestId: string;
  /** The parsed JSON (or form) body, without secrets; null when there was none. */
  body: unknown;
  userAgent: string;
  /** User name or application id of the caller; null for a request without valid credentials. */
  identity: string | null;
  /** Id and kind of the fault that a rule caused, such as `fault-1:lose-reply`. */
  fault?: string;
  /** For a query of an endpoint or a model service: which models were asked, and what came of it. */
  route?: RequestRoute;
}

/** The way that a query took through an endpoint or a model service. */
export interface RequestRoute {
  /** The endpoint, or the full name of the model service. */
  endpoint: string;
  /** Served entities or destinations in the order in which they were asked; all but the last failed. */
  tried: string[];
  outcome: "answered" | "input guardrail" | "output guardrail" | "rate limit" | "refused" | "failed";
}

export interface Journal {
  /** Copies of the entries since the last `clear()`, in order of arrival: the latest 50,000, or 64 MB of bodies. */
  entries(): JournalEntry[];
  clear(): void;
}

/** An emulator left running for days must not grow for ever; tests stay far below. */
const MAX_ENTRIES = 50_000;

const MAX_BODY_BYTES = 64 * 1024 * 1024;

export class RequestJournal implements Journal {
  #entries: JournalEntry[] = [];
  /** Sizes of the entries' bodies, in the same order. */
  #sizes: number[] = [];
  #bytes = 0;
  #seq = 0;

  /**
   * Adds an entry on arrival; the returned object is filled in as the answer becomes known.
   *
   * @param size bytes of the body.
   */
  open(entry: Omit<JournalEntry, "seq" | "status" | "identity">, size: number): JournalEntry {
    const opened: JournalEntry = { ...entry, seq: ++this.#seq, status: null, identity: null };
    this.#entries.push(opened);
    this.#sizes.push(size);
    this.#bytes += size;
    while (this.#entries.length > MAX_ENTRIES || (this.#bytes > MAX_BODY_BYTES && this.#entries.length > 1)) {
      this.#entries.shift();
      this.#bytes -= this.#sizes.shift()!;
    }
    return opened;
  }

  /** The entries themselves, in order of arrival, for who only looks. */
  latest(): readonly JournalEntry[] {
    return this.#entries;
  }

  entries(): JournalEntry[] {
    return structuredClone(this.#entries);
  }

  clear(): void {
    this.#entries = [];
    this.#sizes = [];
    this.#bytes = 0;
  }
}

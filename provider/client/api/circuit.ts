import type { ApiError } from "./api-error";
import type { Clock } from "./clock";

/** After that a request may find out whether it works again. */
const OPEN_MS = 20_000;

/**
 * Remembers that a connection does not work at all, so that a stack of a hundred endpoints fails once and not a hundred
 * times: while open, every request gets the first one's error at once.
 */
export class Circuit {
  /** Whether the connection has ever worked. */
  proven = false;
  private broken: { error: ApiError; until: number } | undefined;

  constructor(private readonly clock: Clock) {}

  /** The error to fail with instead of sending anything. */
  get error(): ApiError | undefined {
    if (this.broken !== undefined && this.clock.now() >= this.broken.until) this.broken = undefined;
    return this.broken?.error;
  }

  /** Takes note of a failure that was final for its request. */
  failed(error: ApiError): void {
    if (
      this.broken === undefined &&
      (error.category === "unreachable" || error.category === "unauthenticated")
    ) {
      this.broken = { error, until: this.clock.now() + OPEN_MS };
    }
  }

  worked(): void {
    this.proven = true;
    this.broken = undefined;
  }
}

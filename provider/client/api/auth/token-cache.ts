import type { Clock } from "../clock";

export interface Token {
  value: string;
  /** When it ends, in milliseconds since 1970; never where that is unknown. */
  expiresAt?: number;
}

/** How long before its end a token is renewed, unless it lives so shortly that a quarter of its life is less. */
const MARGIN_MS = 5 * 60_000;
/** A token younger than this cannot be the one whose refusal was just reported: many requests fail together. */
const FRESH_MS = 1_000;

/** Keeps a token until shortly before its end. However many ask at once, it is fetched once. */
export class TokenCache {
  private current: { value: string; fetchedAt: number; renewAt: number } | undefined;
  private underway: Promise<string> | undefined;

  constructor(
    private readonly fetch: () => Promise<Token>,
    private readonly clock: Clock,
  ) {}

  async get(): Promise<string> {
    if (this.current !== undefined && this.clock.now() < this.current.renewAt) return this.current.value;
    this.underway ??= this.renewed().finally(() => {
      this.underway = undefined;
    });
    return this.underway;
  }

  /** The server refused the token. */
  forget(): void {
    if (this.current !== undefined && this.clock.now() - this.current.fetchedAt >= FRESH_MS)
      this.current = undefined;
  }

  private async renewed(): Promise<string> {
    const askedAt = this.clock.now();
    const { value, expiresAt = Number.POSITIVE_INFINITY } = await this.fetch();
    const life = Math.max(0, expiresAt - askedAt);
    const margin = Number.isFinite(life) ? Math.min(MARGIN_MS, life / 4) : 0;
    this.current = { value, fetchedAt: this.clock.now(), renewAt: expiresAt - margin };
    return value;
  }
}

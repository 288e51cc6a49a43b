/** Requests to one model since a moment. */
export interface RequestCounts {
  readonly requests: number;
  /** Those that were answered with 4xx or 5xx. */
  readonly errors: number;
}

/** Counts the requests to one model. */
export interface RequestCounter {
  /** Where it counts, for people. */
  readonly source: string;
  /**
   * Begins to count.
   *
   * @throws CommandFailed where the source does not tell, with what to do
   */
  begin(): Promise<void>;
  /** What came since `begin`. */
  sinceBegin(): Promise<RequestCounts>;
}

/** Share of errors in per cent; 0 without requests. */
export const errorRateOf = ({ requests, errors }: RequestCounts): number =>
  requests === 0 ? 0 : (errors * 100) / requests;

/** `120 requests, 3 errors (2.5 %)`. */
export function countsText(counts: RequestCounts): string {
  const { requests, errors } = counts;
  const failed = `${errors} ${errors === 1 ? "error" : "errors"} (${Number(errorRateOf(counts).toFixed(2))} %)`;
  return `${requests} ${requests === 1 ? "request" : "requests"}, ${failed}`;
}

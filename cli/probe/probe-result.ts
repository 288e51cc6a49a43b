/** What came of asking one served model. */
export interface ProbeResult {
  readonly endpoint: string;
  /** Name of the served entity. */
  readonly servedModel: string;
  /** Such as `openai/gpt-5.4`. */
  readonly model: string;
  /** Share of the traffic, in per cent; 0 for one that only a fallback reaches. */
  readonly traffic: number | undefined;
  readonly health: "healthy" | "unhealthy" | "not asked";
  readonly milliseconds: number;
  /** Why it does not answer, or was not asked. */
  readonly reason?: string;
}

import type { RequestRoute } from "../control/journal";
import { UpstreamError } from "../models/upstream-error";
import { GuardrailBlock } from "./guardrails";

/** What came of a query that was not answered. */
export function outcomeOf(error: unknown, status: number): RequestRoute["outcome"] {
  if (error instanceof GuardrailBlock) return `${error.side} guardrail`;
  if (error instanceof UpstreamError) return "failed";
  return status === 429 ? "rate limit" : "refused";
}

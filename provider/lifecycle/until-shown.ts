import { ApiError } from "../client/api/api-error";
import type { Operation } from "./operation";

/** How often a request is sent whose fate is not known, with a look at what there is after each. */
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 250;

/** How a write is made sure of. */
export interface SureWrite<T> {
  /** Sends the request once. */
  send(): Promise<T>;
  /** What the workspace shows where the request was carried out; undefined where it was not. */
  look(failure: ApiError): Promise<T | undefined>;
  /** Failures after which there is something to look for. Default: those that leave the fate of the request open. */
  readonly asksForALook?: (failure: ApiError) => boolean;
  /** What is written, for progress: `the config`. */
  readonly what: string;
  readonly deadline: number;
}

/**
 * Sends a request, and where nobody knows whether it was carried out, looks before it sends it again. Only what the
 * workspace shows counts as done: a lost reply, a proxy's page or a `{}` is neither a success nor a failure.
 *
 * @throws ApiError what the request failed with, where it was refused or never shows
 */
export async function untilShown<T>(
  { send, look, asksForALook = ({ fate }) => fate !== "not-done", what, deadline }: SureWrite<T>,
  { clock, reporter }: Pick<Operation, "clock" | "reporter">,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof ApiError) || !asksForALook(error)) throw error;
      const shown = await look(error);
      if (shown !== undefined) return shown;
      const pause = FIRST_PAUSE_MS * 2 ** attempt;
      if (attempt >= ATTEMPTS || clock.now() + pause >= deadline) throw error;
      reporter.progress(`the workspace does not show ${what} after an unclear answer: sending it again`);
      await clock.sleep(pause);
    }
  }
}

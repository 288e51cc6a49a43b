import { ApiError } from "../../client/api/api-error";
import type { Operation } from "../operation";
import { awaitSettled, OthersUpdating, StillUpdating } from "./settle-config";

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Does what the API refuses while the endpoint is updating; waits and does it again where it does.
 *
 * @throws OthersUpdating where somebody else's update takes longer than there is time
 */
export async function whenSettled<T>(
  { name, operation, deadline }: { name: string; operation: Operation; deadline: number },
  call: () => Promise<T>,
): Promise<T> {
  const { clock, reporter } = operation;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ApiError) || error.category !== "conflict") throw error;
      reporter.progress("another update of this endpoint is running: waiting for it");
      // A server may say that it has settled and refuse all the same, for a while.
      await clock.sleep(Math.min(pause, deadline - clock.now()));
      await awaitSettled(name, operation, deadline).catch((waiting: unknown) => {
        throw waiting instanceof StillUpdating ? new OthersUpdating(waiting) : waiting;
      });
      if (clock.now() >= deadline) throw error;
    }
  }
}

import { availableParallelism } from "node:os";
import type { Waiting } from "../lifecycle/operation";

/** How many operations the engine runs at a time unless `--parallel` says otherwise. */
const ENGINE_DEFAULT = 4 * availableParallelism();

/** Counts the waits of this process, to tell when they take up all operations that the engine runs at a time. */
export class Waits {
  private count = 0;

  /** @param atOnce how many operations the engine runs at a time by default; the provider is not told what a run asks for */
  constructor(private readonly atOnce: number = ENGINE_DEFAULT) {}

  begin(): Waiting {
    let over = false;
    this.count += 1;
    return {
      note: () =>
        this.count < this.atOnce
          ? undefined
          : `${this.count} roll-outs are waited for at once, so that others may have to queue: \`--parallel ${4 * this.count}\` runs more`,
      end: () => {
        if (!over) this.count -= 1;
        over = true;
      },
    };
  }
}

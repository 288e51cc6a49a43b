import { saveWorld } from "./state-file";
import type { World } from "./world";

/** How long rows of tables may wait to be written, in milliseconds. */
const SOON_MS = 500;

/** Keeps a state file up to date. */
export interface StateKeeper {
  /** Writes at once what was made or changed; rows that calls add to tables are written together, before long. */
  save(when: "now" | "soon"): void;
  /** Writes what still waits. */
  close(): void;
}

/** @param file undefined: nothing is kept. */
export function keepState(file: string | undefined, world: World, clockOffset: () => number): StateKeeper {
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (file === undefined) return;
    world.clockOffset = clockOffset();
    saveWorld(file, world);
  };
  return {
    save(when) {
      if (when === "now") write();
      else if (file !== undefined) timer ??= setTimeout(write, SOON_MS).unref();
    },
    close() {
      if (timer !== undefined) write();
    },
  };
}

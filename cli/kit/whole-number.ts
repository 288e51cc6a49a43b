import { CalledWrongly } from "./command-failed";
import type { Param } from "./param";

/** An option with a whole number within limits. */
export const wholeNumber = (
  value: string,
  does: string,
  { least, most }: { least: number; most: number },
): Param<number | undefined> => ({
  value,
  does,
  parse: (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new CalledWrongly(`allowed is a whole number from ${least} to ${most}`);
  },
});

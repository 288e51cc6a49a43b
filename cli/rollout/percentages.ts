import { CalledWrongly } from "../kit/command-failed";
import type { Param } from "../kit/param";

/** An option with growing shares in whole per cent, `5,25,100`. */
export const growingShares = (does: string): Param<readonly number[] | undefined> => ({
  value: "percentages",
  does,
  parse: (text) => {
    const shares = text.split(",").map((part) => (/^\s*\d{1,3}\s*%?\s*$/.test(part) ? parseInt(part) : NaN));
    const grows = shares.every((share, index) => share > (shares[index - 1] ?? 0) && share <= 100);
    if (grows) return shares;
    throw new CalledWrongly("allowed are whole percentages from 1 to 100 that grow, such as 5,25,100");
  },
});

/** An option with a percentage, `2%` or `0.5`. */
export const percentage = (does: string): Param<number | undefined> => ({
  value: "percentage",
  does,
  parse: (text) => {
    const [, number] = /^(\d+(?:\.\d+)?)\s*%?$/.exec(text) ?? [];
    if (number !== undefined && Number(number) <= 100) return Number(number);
    throw new CalledWrongly("allowed is a percentage from 0 to 100, such as 2% or 0.5%");
  },
});

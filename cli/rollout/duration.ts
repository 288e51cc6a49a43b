import { CalledWrongly } from "../kit/command-failed";
import type { Param } from "../kit/param";

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const LONGEST_MS = 24 * 3_600_000;

/** An option with a length of time, such as `90s`, `5m` or `1h`; its value is in milliseconds. */
export const duration = (does: string): Param<number | undefined> => ({
  value: "time",
  does,
  parse: (text) => {
    const [, number = "", unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
    const ms = Number(number) * (UNITS[unit] ?? Number.NaN);
    if (ms > 0 && ms <= LONGEST_MS) return ms;
    throw new CalledWrongly("allowed is a time up to 24h, such as 90s, 5m or 1h");
  },
});

/** A length of time as people say it: `5 min`, `90 s`. */
export function durationText(ms: number): string {
  if (ms >= 120_000) return `${Math.round(ms / 60_000)} min`;
  return ms >= 1000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms)} ms`;
}

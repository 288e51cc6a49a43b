/** What a command's end means, the same for each of them. `--help` and the docs print this table. */
export const EXIT_CODES = {
  done: { code: 0, means: "done, and all is as it should be" },
  failed: { code: 1, means: "could not be done" },
  calledWrongly: { code: 2, means: "called with wrong arguments; nothing was done" },
  found: {
    code: 3,
    means: "done, and something was found: a difference, a rejected change, something to mend",
  },
} as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES]["code"];

/** `0 done, …; 1 …`, for the end of a help text. */
export const exitCodeLines = (): string[] =>
  Object.values(EXIT_CODES).map(({ code, means }) => `  ${code}  ${means}`);

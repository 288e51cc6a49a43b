import { nearest } from "../../provider/text/nearest";
import { isDay } from "./day";

const PREFIX = "DATABRICKS_SERVING_POLICY_";

/** Each variable of the pack's: whether a value is one of its own, and what it may be. */
const variables: Readonly<Record<string, { allowed: string; takes: (value: string) => boolean }>> = {
  [`${PREFIX}TODAY`]: { allowed: "a day, YYYY-MM-DD", takes: isDay },
  [`${PREFIX}VERBOSE`]: { allowed: "true or false", takes: (value) => ["true", "false", ""].includes(value) },
};

/**
 * What is wrong with the environment, as far as it is the pack's. A misspelt variable would switch off silently what it
 * was to switch on.
 */
export function environmentProblems(environment: NodeJS.ProcessEnv = process.env): string[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    if (!name.startsWith(PREFIX) || value === undefined) return [];
    const variable = variables[name];
    if (variable === undefined) {
      const near = nearest(name, Object.keys(variables));
      return [
        `${name}: no variable of the pack's; ${near === undefined ? `allowed: ${Object.keys(variables).join(", ")}` : `did you mean ${near}?`}`,
      ];
    }
    return variable.takes(value)
      ? []
      : [`${name}: found ${JSON.stringify(value)}; allowed: ${variable.allowed}`];
  });
}

/** The day that was given when the environment was last found right; each of a thousand resources asks each rule. */
let checkedFor: { day: string | undefined } | undefined;

/** Today in UTC, `YYYY-MM-DD`. `DATABRICKS_SERVING_POLICY_TODAY` sets it, to try out what a later day will bring. */
export function currentDay(): string {
  const day = process.env[`${PREFIX}TODAY`];
  if (checkedFor === undefined || checkedFor.day !== day) {
    refuseWrong();
    checkedFor = { day };
  }
  return day ?? new Date().toISOString().slice(0, 10);
}

/** Whether each finding is reported by itself: `DATABRICKS_SERVING_POLICY_VERBOSE=true`. */
export function isVerbose(): boolean {
  return process.env[`${PREFIX}VERBOSE`] === "true";
}

/** @throws TypeError where the environment is not what the pack takes */
export function refuseWrong(): void {
  const problems = environmentProblems();
  if (problems.length > 0)
    throw new TypeError(`The environment of the policies is not valid: ${problems.join("; ")}`);
}

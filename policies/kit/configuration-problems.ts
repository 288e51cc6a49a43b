import { nearest } from "../../provider/text/nearest";
import { rules } from "../rules/index";
import type { Rule } from "./define-rule";
import { noteLevel } from "./gather-advice";
import type { EngineConfig } from "./guard-configure";

/** A name that stands for every policy of a pack. */
const ALL = "all";

/**
 * What is wrong with the engine's configuration of the pack: a rule that there is not, a setting that a rule does not
 * take. Each would switch off silently what it was to switch on.
 *
 * @param others names of the pack's policies besides the rules
 */
export function configurationProblems(
  configuration: ReadonlyMap<string, EngineConfig>,
  others: readonly string[] = [],
): string[] {
  const names = [...rules.map(({ name }) => name), ...others];
  return [...configuration].flatMap(([name, { level, settings }]) => {
    if (level !== undefined) noteLevel(name, level);
    if (name === ALL || others.includes(name)) return [];
    const rule = (rules as readonly Rule[]).find((one) => one.name === name);
    if (rule !== undefined) return rule.problemsOf(settings);
    const near = nearest(name, names);
    return [
      `there is no rule ${JSON.stringify(name)}; ${near === undefined ? `there are ${names.join(", ")}` : `did you mean ${JSON.stringify(near)}?`}`,
    ];
  });
}

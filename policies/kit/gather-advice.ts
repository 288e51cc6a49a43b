import type { EnforcementLevel } from "@pulumi/policy";
import { isVerbose } from "./environment";

/** A piece of advice that was given already, and for which resources it holds as well. */
interface Gathered {
  rule: string;
  text: string;
  urns: Set<string>;
}

/** What was advised in this run, by rule and text. A pack's process lives for one run. */
const gathered = new Map<string, Gathered>();
const levels = new Map<string, EnforcementLevel>();

/** Notes the level that the engine's configuration gives a rule, over the one that the pack has told it. */
export function noteLevel(rule: string, level: EnforcementLevel): void {
  levels.set(rule, level);
}

/**
 * What to report of a rule's findings on a resource. What refuses is reported as it is, each finding by itself. Advice
 * is one line for a resource and rule, and is given once where it is the same for others, so that ten endpoints without
 * a rate limit are one piece of advice; `takeAdvice` tells of the rest.
 */
export function worded(
  rule: string,
  ownLevel: EnforcementLevel | undefined,
  urn: string,
  findings: readonly string[],
): readonly string[] {
  const level = levels.get(rule) ?? ownLevel;
  if (findings.length === 0 || level !== "advisory" || isVerbose()) return findings;
  const [first = "", ...more] = findings;
  const text =
    more.length === 0
      ? first
      : `${first}; likewise at ${more.map((finding) => finding.slice(0, finding.indexOf(": found"))).join(", ")}`;
  const key = `${rule}\n${text}`;
  const known = gathered.get(key);
  if (known === undefined || known.urns.has(urn)) {
    // The same resource again is another run of the same process, or a second look at it: it is told anew.
    gathered.set(key, { rule, text, urns: new Set([urn]) });
    return [text];
  }
  known.urns.add(urn);
  return [];
}

/** Takes what was advised since the last time. */
export function takeAdvice(): Gathered[] {
  const all = [...gathered.values()];
  gathered.clear();
  return all;
}

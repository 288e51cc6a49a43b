import * as z from "zod";
import { exemptionFor, type Exemption } from "./exemption";

type Settings = Record<string, unknown> & { exemptions: Exemption[] };

/**
 * Reads the settings of a rule: what the engine's configuration says, else what the code gave, else the defaults. The
 * engine says the same for each of a thousand resources, so that the last answer is kept.
 */
export function settingsReader(
  settings: z.ZodObject,
  given: Record<string, unknown>,
): (engine: Record<string, unknown>) => Settings {
  let last: { text: string; settings: Settings } | undefined;
  return (engine) => {
    const text = JSON.stringify(engine);
    if (last?.text === text) return last.settings;
    const parsed = settings.safeParse({ ...given, ...engine });
    if (!parsed.success)
      throw new TypeError(`its configuration is not valid:\n${z.prettifyError(parsed.error)}`);
    last = { text, settings: parsed.data as Settings };
    return last.settings;
  };
}

/** A use of an exemption, to be reported. */
export interface ExemptionUse {
  rule: string;
  exemption: Exemption;
  findings: number;
}

const uses = new Map<string, ExemptionUse[]>();

/**
 * What is to be done with a rule's findings on a resource: all reported, or none because of an exemption, whose use is
 * then kept for `report-exemptions`. An exemption that has expired is named in each finding.
 */
export function applyExemption(
  rule: string,
  urn: string,
  exemptions: readonly Exemption[],
  today: string,
  findings: readonly string[],
): readonly string[] {
  const found = findings.length === 0 ? undefined : exemptionFor(exemptions, urn, today);
  if (found === undefined) return findings;
  if (found.expired) {
    return findings.map(
      (text) =>
        `${text} (exempt until ${found.exemption.expires}, which has passed: ${found.exemption.reason})`,
    );
  }
  uses.set(urn, [...(uses.get(urn) ?? []), { rule, exemption: found.exemption, findings: findings.length }]);
  return [];
}

/** Takes the uses of exemptions for a resource that were kept since the last time. */
export function takeExemptionUses(urn: string): ExemptionUse[] {
  const kept = uses.get(urn) ?? [];
  uses.delete(urn);
  return kept;
}

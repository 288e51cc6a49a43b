import type { Described } from "../graph/to-graph";

/** One violation of a policy, as the engine reports it. */
export interface PolicyFinding {
  /** Id of the policy. */
  rule: string;
  /** Name and version of its pack. */
  pack: string;
  level: "mandatory" | "advisory" | "remediate";
  severity: string;
  /** URN of the resource; empty for the stack. */
  urn: string;
  /** What the policy reports, without its description. */
  message: string;
  /** What the policy demands. */
  description: string;
  /** Whether it stands in the baseline, so that it is reported and does not reject. */
  known?: true;
}

/** What a preview with policy packs came to. */
export interface PreviewOutcome {
  findings: PolicyFinding[];
  /** Resources of this package that the stack will have, with the names of what they serve and no credential. */
  resources: Described[];
  /** How many resources each kind of operation concerns. */
  changes: Record<string, number>;
  /** Names of the packs that were run. */
  packs: string[];
  /** Errors of the engine or the program, besides the violations. */
  errors: string[];
  /** Whether the engine went through with the preview, whatever the policies said. */
  complete: boolean;
}

/** The resource's own name, the last part of its URN. */
export function resourceName(urn: string): string {
  return urn === "" ? "the stack" : urn.slice(urn.lastIndexOf("::") + 2);
}

import { withoutCredentials } from "./without-credentials";
import { RESOURCE_TYPE } from "../stack/read-stack";
import type { PolicyFinding, PreviewOutcome } from "./policy-finding";

/** The parts of the engine's events that a report needs; see `pulumi/pulumi` sdk/go/common/apitype/events.go. */
interface EngineEvent {
  policyEvent?: {
    resourceUrn?: string;
    message?: string;
    policyName?: string;
    policyPackName?: string;
    policyPackVersion?: string;
    enforcementLevel?: string;
    severity?: string;
  };
  policyRemediationEvent?: EngineEvent["policyEvent"];
  resourcePreEvent?: {
    metadata?: { op?: string; urn?: string; type?: string; new?: { inputs?: unknown } | null };
  };
  diagnosticEvent?: { severity?: string; message?: string; urn?: string };
  summaryEvent?: {
    resourceChanges?: Record<string, number>;
    PolicyPacks?: Record<string, string>;
    result?: string;
  };
}

/**
 * Gathers what a report needs from the engine's events, one JSON document a line. Everything else in them is dropped
 * at once: debug messages and resources carry secrets in plaintext. Of resources the names of what is drawn are kept.
 */
export class EventReader {
  readonly outcome: PreviewOutcome = {
    findings: [],
    resources: [],
    changes: {},
    packs: [],
    errors: [],
    complete: false,
  };

  /** Takes one line; what is no event is passed over. */
  read(line: string): void {
    const event = parse(line);
    if (event?.policyEvent) this.outcome.findings.push(findingOf(event.policyEvent));
    if (event?.policyRemediationEvent) {
      this.outcome.findings.push({ ...findingOf(event.policyRemediationEvent), level: "remediate" });
    }
    if (event?.resourcePreEvent) this.outcome.resources.push(...resourceOf(event.resourcePreEvent));
    if (event?.diagnosticEvent?.severity === "error") {
      const message = withoutColors(event.diagnosticEvent.message ?? "").trim();
      // The engine's last word where a policy was violated; the violations say more.
      if (message !== "" && message !== "preview failed") this.outcome.errors.push(message);
    }
    if (event?.summaryEvent) {
      this.outcome.changes = event.summaryEvent.resourceChanges ?? {};
      this.outcome.packs = Object.entries(event.summaryEvent.PolicyPacks ?? {}).map(
        ([name, version]) => `${name.split("|")[0] ?? name}@v${version}`,
      );
      this.outcome.complete = true;
    }
  }
}

function parse(line: string): EngineEvent | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as EngineEvent;
  } catch {
    return undefined;
  }
}

/** Of a resource only what the picture shows: names, models, shares. */
function resourceOf({ metadata }: NonNullable<EngineEvent["resourcePreEvent"]>): PreviewOutcome["resources"] {
  const [, type] = RESOURCE_TYPE.exec(metadata?.type ?? "") ?? [];
  if (type === undefined || metadata?.new?.inputs === undefined) return [];
  const urn = metadata.urn ?? "";
  return [
    { type, name: urn.slice(urn.lastIndexOf("::") + 2), inputs: withoutCredentials(metadata.new.inputs) },
  ];
}

function findingOf(event: NonNullable<EngineEvent["policyEvent"]>): PolicyFinding {
  // The engine puts the policy's description on the first line, before what the policy reports.
  const [description = "", ...rest] = withoutColors(event.message ?? "")
    .trim()
    .split("\n");
  const level = event.enforcementLevel === "mandatory" ? "mandatory" : "advisory";
  return {
    rule: event.policyName ?? "",
    pack: `${event.policyPackName ?? ""}@v${event.policyPackVersion ?? ""}`,
    level,
    severity: event.severity || "unspecified",
    urn: event.resourceUrn ?? "",
    message: rest.length === 0 ? description : rest.join("\n"),
    description,
  };
}

function withoutColors(text: string): string {
  return text.replace(/<\{%.*?%\}>/g, "");
}

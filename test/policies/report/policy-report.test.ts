import { describe, expect, it } from "vitest";
import { EventReader } from "../../../cli/policy-report/read-events";
import { MARKER, toMarkdown } from "../../../cli/policy-report/to-markdown";
import { toSarif } from "../../../cli/policy-report/to-sarif";
import type { PreviewOutcome } from "../../../cli/policy-report/policy-finding";

const urn = "urn:pulumi:dev::acme::pulumi-nodejs:dynamic/databricks:ServingEndpoint::chat";

/** Lines as `pulumi preview --json` of 3.250.0 streams them, shortened. */
const lines = [
  "Warning: something that is no event",
  '{"sequence":1,"diagnosticEvent":{"severity":"debug","message":"RegisterResource … secretValues … sk-SECRET"}}',
  `{"sequence":2,"resourcePreEvent":{"metadata":{"urn":"${urn}","new":{"inputs":{"secretValues":"sk-SECRET"}}}}}`,
  `{"sequence":3,"policyEvent":{"resourceUrn":"${urn}","message":"<{%reset%}>Each endpoint has tags.\\ntags: found no tag \\"a|b\\"; add it\\n","policyName":"require-tags","policyPackName":"databricks-serving","policyPackVersion":"0.1.0","enforcementLevel":"mandatory","severity":"low"}}`,
  `{"sequence":4,"policyEvent":{"resourceUrn":"${urn}","message":"Own rule.\\n@everyone <b>\`look\`</b>\\nsecond line","policyName":"own","policyPackName":"other","policyPackVersion":"1.0.0","enforcementLevel":"advisory"}}`,
  `{"sequence":5,"policyRemediationEvent":{"resourceUrn":"${urn}","message":"Usage is tracked.\\n","policyName":"require-usage-tracking","policyPackName":"databricks-serving","policyPackVersion":"0.1.0"}}`,
  '{"sequence":6,"diagnosticEvent":{"severity":"error","message":"preview failed\\n"}}',
  '{"sequence":7,"summaryEvent":{"resourceChanges":{"create":2,"same":0},"PolicyPacks":{"databricks-serving|local|x":"0.1.0"},"result":"failed"}}',
];

function read(all: readonly string[]): PreviewOutcome {
  const reader = new EventReader();
  for (const line of all) reader.read(line);
  return reader.outcome;
}

describe("the reader of the engine's events", () => {
  it("keeps what policies say, and nothing of resources and debug messages", () => {
    const outcome = read(lines);
    expect(outcome).toMatchObject({
      complete: true,
      errors: [],
      packs: ["databricks-serving@v0.1.0"],
      changes: { create: 2 },
    });
    expect(outcome.findings.map(({ rule, level, severity }) => [rule, level, severity])).toEqual([
      ["require-tags", "mandatory", "low"],
      ["own", "advisory", "unspecified"],
      ["require-usage-tracking", "remediate", "unspecified"],
    ]);
    expect(outcome.findings[0]).toMatchObject({
      message: 'tags: found no tag "a|b"; add it',
      description: "Each endpoint has tags.",
      urn,
    });
    expect(JSON.stringify(outcome)).not.toContain("sk-SECRET");
  });

  it("keeps the errors of a program, and knows a preview that did not end", () => {
    const outcome = read([
      '{"diagnosticEvent":{"severity":"error","message":"<{%fg 1%}>Error: no such module\\n<{%reset%}>"}}',
    ]);
    expect(outcome).toMatchObject({ complete: false, errors: ["Error: no such module"] });
  });
});

describe("the Markdown summary", () => {
  it("begins with the marker, says the verdict, and shows what is mandatory before the advice", () => {
    const text = toMarkdown(read(lines));
    expect(text.split("\n")[0]).toBe(MARKER);
    expect(text).toContain("**❌ Rejected**: 1 mandatory, 1 advisory, 1 mended.");
    expect(text).toContain("Changes: 2 create. Packs: `databricks-serving@v0.1.0`.");
    expect(text.indexOf("require-tags")).toBeLessThan(text.indexOf("<details>"));
  });

  it("lets no message break out of its cell", () => {
    const text = toMarkdown(read(lines));
    expect(text).toContain(
      '| 🔴 mandatory | `chat` | `require-tags` | `tags: found no tag "a\\|b"; add it` |',
    );
    expect(text).toContain("| 🟡 advisory | `chat` | `own` | `@everyone <b>'look'</b> second line` |");
  });

  it("stays within a comment's length, and says how much it left out", () => {
    const many = Array.from({ length: 500 }, () => lines[3] ?? "");
    const text = toMarkdown(read([...many, ...lines.slice(-1)]));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain("500 mandatory");
    expect(text).toContain("… and 440 more.");
  });

  it("passes where nothing is mandatory, and fails where the preview did", () => {
    expect(toMarkdown(read(lines.filter((line) => !line.includes("mandatory"))))).toContain(
      "**✅ Passed**: 0 mandatory",
    );
    expect(toMarkdown(read([]))).toContain("**❌ The preview failed**");
  });
});

describe("the SARIF", () => {
  interface Sarif {
    version: string;
    runs: {
      invocations: { executionSuccessful: boolean }[];
      tool: { driver: { rules: Record<string, unknown>[] } };
      results: Record<string, unknown>[];
    }[];
  }
  const sarif = (all = lines) => toSarif(read(all), "infra/Pulumi.yaml") as Sarif;

  it("has a result for each finding, with rule, level, resource and project file", () => {
    const [run] = sarif().runs;
    expect(run?.results).toHaveLength(3);
    expect(run?.results.map((result) => result["level"])).toEqual(["error", "warning", "note"]);
    expect(run?.results[0]).toMatchObject({
      ruleId: "require-tags",
      ruleIndex: 0,
      message: { text: 'tags: found no tag "a|b"; add it' },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: "infra/Pulumi.yaml" }, region: { startLine: 1 } },
          logicalLocations: [{ name: "chat", fullyQualifiedName: urn }],
        },
      ],
    });
  });

  it("describes each rule once: ours by what they say of themselves, others by what the engine says", () => {
    const rules = sarif().runs[0]?.tool.driver.rules ?? [];
    expect(rules.map((rule) => rule["id"])).toEqual(["require-tags", "own", "require-usage-tracking"]);
    expect(rules[0]).toMatchObject({ name: "Required tags", properties: { "security-severity": "3.0" } });
    expect(rules[0]?.["helpUri"]).toMatch(/^https:\/\/.*\/docs\/policies\/require-tags\.md$/);
    expect(rules[1]).toEqual({ id: "own", shortDescription: { text: "Own rule." } });
  });

  it("says that a preview failed, and why, instead of being an empty report", () => {
    const crashed = sarif(['{"diagnosticEvent":{"severity":"error","message":"Error: no such module\\n"}}']);
    expect(crashed.runs[0]?.invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ level: "error", message: { text: "Error: no such module" } }],
      },
    ]);
    expect(sarif([]).runs[0]?.invocations[0]?.executionSuccessful).toBe(false);
    expect(sarif().runs[0]?.invocations).toEqual([{ executionSuccessful: true }]);
  });

  it("marks what a baseline knows", () => {
    const outcome = read(lines);
    outcome.findings[0]!.known = true;
    const results = (toSarif(outcome, "Pulumi.yaml") as Sarif).runs[0]?.results;
    expect(results?.map((one) => [one["level"], one["baselineState"]]).slice(0, 2)).toEqual([
      ["note", "unchanged"],
      ["warning", "new"],
    ]);
    expect(toMarkdown(outcome)).toContain(
      "**✅ Passed**: 0 mandatory, 1 advisory, 1 mended, 1 known by the baseline.",
    );
  });

  it("gives a finding the same fingerprint in every run, and each its own", () => {
    const prints = (all?: string[]) =>
      sarif(all).runs[0]?.results.map((result) => JSON.stringify(result["partialFingerprints"])) ?? [];
    expect(prints()).toEqual(prints());
    expect(new Set(prints([...lines, ...lines])).size).toBe(3);
  });
});

import { describe, expect, it } from "vitest";
import { disallowMixedOwnership } from "../../../policies/rules/disallow-mixed-ownership";
import { reportExemptions as rule } from "../../../policies/rules/report-exemptions";
import { requireUsageTracking } from "../../../policies/rules/require-usage-tracking";
import type { Exemption } from "../../../policies/kit/exemption";
import { endpoint, MODEL_SERVING, SERVING_ENDPOINT } from "../baseline";
import { findings, remedied, stackFindings, TODAY, urnOf } from "../judge";

const bare = { name: "chat" };
const exempt = (expires: string, urn = "*::chat") => ({
  exemptions: [{ urn, reason: "moves in spring", expires }],
});

describe("exemptions and report-exemptions", () => {
  it("lets an exempt resource be, and reports each use with reason and last day", () => {
    expect(findings(requireUsageTracking, bare, { config: exempt("2027-03-31") })).toEqual([]);
    expect(findings(rule, bare)).toEqual([
      "found an exemption from require-usage-tracking (1 finding) until 2027-03-31: moves in spring; satisfy the rule before then",
    ]);
    expect(findings(rule, bare)).toEqual([]);
  });

  it("counts on its last day, and no longer on the next", () => {
    expect(findings(requireUsageTracking, bare, { config: exempt(TODAY) })).toEqual([]);
    expect(findings(rule, bare)).toHaveLength(1);
    const [found] = findings(requireUsageTracking, bare, { config: exempt("2026-11-21") });
    expect(found).toContain("(exempt until 2026-11-21, which has passed: moves in spring)");
    expect(findings(rule, bare)).toEqual([]);
  });

  it("goes by the whole URN", () => {
    const whole = urnOf(SERVING_ENDPOINT, "chat");
    expect(findings(requireUsageTracking, bare, { config: exempt("2027-03-31", whole) })).toEqual([]);
    expect(findings(requireUsageTracking, bare, { config: exempt("2027-03-31", "chat") })).toHaveLength(1);
    expect(
      findings(requireUsageTracking, bare, { config: exempt("2027-03-31", "urn:pulumi:prod::*") }),
    ).toHaveLength(1);
    findings(rule, bare);
  });

  it("is not used, and not reported, where the rule has nothing to object to", () => {
    expect(findings(requireUsageTracking, endpoint(), { config: exempt("2027-03-31") })).toEqual([]);
    expect(findings(rule, endpoint())).toEqual([]);
  });

  it("holds for stack rules too", () => {
    const stack = [SERVING_ENDPOINT, MODEL_SERVING].map((type, index) => ({
      type,
      name: `e${index}`,
      props: endpoint(),
    }));
    expect(stackFindings(disallowMixedOwnership, stack, exempt("2027-03-31", "*::e0"))).toEqual([]);
    expect(stackFindings(rule, stack)).toEqual([
      expect.stringMatching(/^e0: found an exemption from disallow-mixed-ownership/),
    ]);
  });

  it("keeps an exempt resource from being mended", () => {
    const config = { ...exempt("2027-03-31"), enforcementLevel: "remediate" } as const;
    expect(remedied(requireUsageTracking, bare, config)).toBeUndefined();
    expect(remedied(requireUsageTracking, bare, { ...config, ...exempt("2026-01-01") })).toBeDefined();
  });

  it("refuses an exemption without a reason, or with a day that is none", () => {
    const wrong = [
      { urn: "*", expires: "2027-01-01" },
      { urn: "*", reason: "", expires: "2027-01-01" },
      { urn: "*", reason: "x", expires: "spring" },
    ];
    for (const one of wrong)
      expect(() => requireUsageTracking.policy({ exemptions: [one as Exemption] })).toThrow(/exemptions/);
  });
});

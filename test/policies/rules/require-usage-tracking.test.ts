import { describe, expect, it } from "vitest";
import { requireUsageTracking as rule } from "../../../policies/rules/require-usage-tracking";
import { endpoint, endpointTypes, UNKNOWN } from "../baseline";
import { findings, remedied, withValue } from "../judge";

const enabled = "aiGateway.usageTrackingConfig.enabled";

describe("require-usage-tracking", () => {
  it.each(endpointTypes)("reports an endpoint whose usage is not tracked on %s", (type) => {
    expect(findings(rule, withValue(endpoint(), enabled, false), { type })).toEqual([
      `${enabled}: found false; write true`,
    ]);
    expect(findings(rule, { name: "chat" }, { type })).toEqual([`${enabled}: found nothing; write true`]);
  });

  it("accepts one whose usage is, or may be", () => {
    expect(findings(rule, endpoint())).toEqual([]);
    for (const path of ["aiGateway", "aiGateway.usageTrackingConfig", enabled]) {
      expect(findings(rule, withValue(endpoint(), path, UNKNOWN))).toEqual([]);
    }
  });

  it("switches it on, and keeps the rest", () => {
    const config = { enforcementLevel: "remediate" } as const;
    expect(remedied(rule, { name: "chat" }, config)).toEqual({
      name: "chat",
      aiGateway: { usageTrackingConfig: { enabled: true } },
    });
    expect(remedied(rule, withValue(endpoint(), enabled, false), config)).toEqual(endpoint());
    expect(remedied(rule, endpoint(), config)).toBeUndefined();
    expect(remedied(rule, withValue(endpoint(), enabled, UNKNOWN), config)).toBeUndefined();
  });
});

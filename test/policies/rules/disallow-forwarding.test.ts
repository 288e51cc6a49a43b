import { describe, expect, it } from "vitest";
import { disallowForwarding as rule } from "../../../policies/rules/disallow-forwarding";
import { BRIDGED_PROVIDER_SERVICE, providerService } from "../baseline";
import { findings, withValue } from "../judge";

const type = BRIDGED_PROVIDER_SERVICE;
const forwarding = (field: string) => withValue(providerService(), `config.${field}`, true);

describe("disallow-forwarding", () => {
  it("rejects headers and unmanaged paths that are passed on", () => {
    for (const field of ["forwardHeaders", "forwardUnmanagedPaths"])
      expect(findings(rule, forwarding(field), { type })).toEqual([
        expect.stringMatching(new RegExp(`^config.${field}: found true: .*; leave it out`)),
      ]);
    expect(findings(rule, forwarding("forwardQueryParameters"), { type })).toEqual([]);
    const config = { fields: ["forwardQueryParameters"] };
    expect(findings(rule, forwarding("forwardQueryParameters"), { type, config })).toHaveLength(1);
  });

  it("lets an exemption through until its day", () => {
    const exempt = (expires: string) => ({
      exemptions: [{ urn: "*::chat", reason: "beta headers", expires }],
    });
    expect(findings(rule, forwarding("forwardHeaders"), { type, config: exempt("2027-01-31") })).toEqual([]);
    expect(findings(rule, forwarding("forwardHeaders"), { type, config: exempt("2026-01-31") })[0]).toContain(
      "which has passed",
    );
  });
});

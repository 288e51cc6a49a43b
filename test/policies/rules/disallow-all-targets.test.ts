import { describe, expect, it } from "vitest";
import { disallowAllTargets as rule } from "../../../policies/rules/disallow-all-targets";
import { BRIDGED_PROVIDER_SERVICE, MODEL_PROVIDER_SERVICE, providerService, UNKNOWN } from "../baseline";
import { findings, withValue } from "../judge";

describe("disallow-all-targets", () => {
  it.each([MODEL_PROVIDER_SERVICE, BRIDGED_PROVIDER_SERVICE])("rejects allowAllTargets on %s", (type) => {
    const open = withValue(providerService(), "config.allowAllTargets", true);
    expect(findings(rule, open, { type })).toEqual([
      "config.allowAllTargets: found true; leave it out, and list the models in targets",
    ]);
    expect(findings(rule, providerService(), { type })).toEqual([]);
    expect(findings(rule, withValue(providerService(), "config.allowAllTargets", false), { type })).toEqual(
      [],
    );
    expect(findings(rule, withValue(providerService(), "config.allowAllTargets", UNKNOWN), { type })).toEqual(
      [],
    );
  });
});

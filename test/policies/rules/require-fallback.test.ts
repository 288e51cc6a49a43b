import { describe, expect, it } from "vitest";
import { requireFallback as rule } from "../../../policies/rules/require-fallback";
import { endpoint, endpointTypes, UNKNOWN } from "../baseline";
import { findings, withValue } from "../judge";

const fallback = "aiGateway.fallbackConfig";
const one = () => ({ config: { servedEntities: [endpoint().config.servedEntities[0]] } });

describe("require-fallback", () => {
  it.each(endpointTypes)("reports several models without fallback on %s", (type) => {
    expect(findings(rule, withValue(endpoint(), fallback, undefined), { type })).toEqual([
      `${fallback}.enabled: found nothing; write true`,
    ]);
    expect(findings(rule, withValue(endpoint(), `${fallback}.enabled`, false), { type })).toEqual([
      `${fallback}.enabled: found false; write true`,
    ]);
  });

  it("demands nothing of a single model, unless the configuration does", () => {
    expect(findings(rule, one())).toEqual([]);
    const found = findings(rule, one(), { config: { minimumModels: 1 } });
    expect(found).toEqual([
      expect.stringContaining("config.servedEntities: found one external model"),
      expect.stringContaining(`${fallback}.enabled`),
    ]);
  });

  it("waits for what is not known yet", () => {
    for (const path of ["aiGateway", fallback, `${fallback}.enabled`])
      expect(findings(rule, withValue(endpoint(), path, UNKNOWN))).toEqual([]);
  });
});

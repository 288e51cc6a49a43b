import { describe, expect, it } from "vitest";
import { requireCompleteTraffic as rule } from "../../../policies/rules/require-complete-traffic";
import { endpoint, endpointTypes, TRAFFIC_SPLIT, UNKNOWN } from "../baseline";
import { findings, withValue } from "../judge";

const routes = "config.trafficConfig.routes";

describe("require-complete-traffic", () => {
  it.each(endpointTypes)("rejects several external models without a split on %s", (type) => {
    const [found] = findings(rule, withValue(endpoint(), "config.trafficConfig", undefined), { type });
    expect(found).toContain("config.trafficConfig: found nothing");
  });

  it("rejects shares that do not sum to 100, routes to nobody, and models without a route", () => {
    expect(findings(rule, withValue(endpoint(), `${routes}.0.trafficPercentage`, 70))[0]).toContain(
      "percentages that sum to 90",
    );
    const stray = findings(rule, withValue(endpoint(), `${routes}.0.servedModelName`, "azure2")).join("\n");
    expect(stray).toContain('config.trafficConfig.routes[0].servedModelName: found "azure2"');
    expect(stray).toContain('did you mean "azure"');
    expect(stray).toContain('found no route to "azure"');
  });

  it("accepts one model without a split, and servedEntityName in place of servedModelName", () => {
    const one = { config: { servedEntities: [endpoint().config.servedEntities[0]] } };
    expect(findings(rule, one)).toEqual([]);
    const newer = [
      { servedEntityName: "azure", trafficPercentage: 50 },
      { servedEntityName: "bedrock", trafficPercentage: 50 },
    ];
    expect(findings(rule, withValue(endpoint(), routes, newer))).toEqual([]);
  });

  it("leaves the split of custom models alone", () => {
    expect(
      findings(rule, { config: { servedEntities: [{ entityName: "a.b.c" }, { entityName: "a.b.d" }] } }),
    ).toEqual([]);
  });

  it("judges a traffic split of its own by its sum", () => {
    const split = (share: unknown) => ({
      endpoint: "chat",
      routes: [{ servedModelName: "a", trafficPercentage: share }],
    });
    expect(findings(rule, split(99), { type: TRAFFIC_SPLIT })).toEqual([
      expect.stringContaining("routes: found percentages that sum to 99"),
    ]);
    expect(findings(rule, split(100), { type: TRAFFIC_SPLIT })).toEqual([]);
    expect(findings(rule, split(UNKNOWN), { type: TRAFFIC_SPLIT })).toEqual([]);
  });

  it("waits for routes and names that are not known yet", () => {
    expect(findings(rule, withValue(endpoint(), routes, UNKNOWN))).toEqual([]);
    expect(findings(rule, withValue(endpoint(), `${routes}.0`, UNKNOWN))).toEqual([]);
    expect(findings(rule, withValue(endpoint(), "config.servedEntities.0.name", UNKNOWN))).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { requireCompleteTraffic as rule } from "../../../policies/rules/require-complete-traffic";
import { endpoint, MODEL_SERVING, SERVING_ENDPOINT, UNKNOWN } from "../baseline";
import { problemsOf } from "../../resources/checked-programs";
import { findings as judged, withValue } from "../judge";

/** As the bridged class has it: of this package's own, the check says all this. */
const findings: typeof judged = (rule, props, options) =>
  judged(rule, props, { type: MODEL_SERVING, ...options });

const routes = "config.trafficConfig.routes";

describe("require-complete-traffic", () => {
  it.each([MODEL_SERVING])("rejects several external models without a split on %s", (type) => {
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

  it("leaves resources of this package to their check, so that nothing is told twice", () => {
    const props = withValue(endpoint(), `${routes}.0.trafficPercentage`, 70);
    expect(judged(rule, props, { type: SERVING_ENDPOINT })).toEqual([]);
    expect(problemsOf(props).join("\n")).toContain("percentages that sum to 90");
  });

  it("waits for routes and names that are not known yet", () => {
    expect(findings(rule, withValue(endpoint(), routes, UNKNOWN))).toEqual([]);
    expect(findings(rule, withValue(endpoint(), `${routes}.0`, UNKNOWN))).toEqual([]);
    expect(findings(rule, withValue(endpoint(), "config.servedEntities.0.name", UNKNOWN))).toEqual([]);
  });
});

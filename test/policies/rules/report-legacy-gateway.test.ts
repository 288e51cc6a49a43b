import { describe, expect, it } from "vitest";
import { reportLegacyGateway as rule } from "../../../policies/rules/report-legacy-gateway";
import { endpoint, UNKNOWN } from "../baseline";
import { findings, withValue } from "../judge";

describe("report-legacy-gateway", () => {
  it("names the command that moves an endpoint whose providers all have a counterpart", () => {
    expect(findings(rule, endpoint(), { config: { parent: "main.ai" } })).toEqual([
      'found an endpoint of the older gateway, "chat", all of whose providers the newer one has; run npx databricks-serving migrate chat --to main.ai, which writes the program and changes nothing',
    ]);
  });

  it("leaves out what cannot move, custom models, and what is not known yet", () => {
    const provider = "config.servedEntities.0.externalModel.provider";
    expect(findings(rule, withValue(endpoint(), provider, "cohere"))).toEqual([]);
    expect(findings(rule, withValue(endpoint(), provider, UNKNOWN))).toEqual([]);
    expect(findings(rule, { config: { servedEntities: [{ entityName: "main.ml.churn" }] } })).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { requireHttpsBase as rule } from "../../../policies/rules/require-https-base";
import { endpoint, endpointTypes, EXTERNAL_MODEL, MODEL_SERVING, UNKNOWN } from "../baseline";
import { findings, withValue } from "../judge";

const base = "config.servedEntities.0.externalModel.openaiConfig.openaiApiBase";

describe("require-https-base", () => {
  it.each(endpointTypes)("rejects http on %s", (type) => {
    expect(findings(rule, withValue(endpoint(), base, "http://llm.example.com/v1"), { type })).toEqual([
      'config.servedEntities[0].externalModel.openaiConfig.openaiApiBase: found http:// for the host "llm.example.com"; write https:// instead',
    ]);
  });

  it.each([
    ["cohere", "cohereConfig", "cohereApiBase"],
    ["databricks-model-serving", "databricksModelServingConfig", "databricksWorkspaceUrl"],
    ["custom", "customProviderConfig", "customProviderUrl"],
  ])("looks at the URL of %s", (provider, key, field) => {
    const props = {
      endpoint: "chat",
      provider,
      name: "m",
      task: "llm/v1/chat",
      [key]: { [field]: "http://x.example.com" },
    };
    expect(findings(rule, props, { type: EXTERNAL_MODEL })[0]).toContain(`${key}.${field}: found http://`);
  });

  it("rejects what is no URL, without printing it", () => {
    expect(
      findings(rule, withValue(endpoint(), base, "llm.example.com/swordfish"), { type: MODEL_SERVING })[0],
    ).toMatch(/found something that is no URL/);
  });

  it("accepts https, allowed http hosts, and what is not known yet", () => {
    expect(findings(rule, endpoint())).toEqual([]);
    const local = withValue(endpoint(), base, "http://127.0.0.1:8080");
    expect(findings(rule, local)).toHaveLength(1);
    expect(findings(rule, local, { config: { allowHttpHosts: ["127.0.0.1"] } })).toEqual([]);
    expect(findings(rule, withValue(endpoint(), base, UNKNOWN))).toEqual([]);
  });
});

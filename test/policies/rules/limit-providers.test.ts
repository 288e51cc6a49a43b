import { describe, expect, it } from "vitest";
import { limitProviders as rule } from "../../../policies/rules/limit-providers";
import { endpoint, endpointTypes, UNKNOWN } from "../baseline";
import { findings, withValue } from "../judge";

describe("limit-providers", () => {
  it.each(endpointTypes)("reports a provider that is not approved on %s", (type) => {
    expect(findings(rule, endpoint(), { type, config: { allowed: ["openai"] } })).toEqual([
      'config.servedEntities[1].externalModel.provider: found "amazon-bedrock", which is not approved; use one of openai',
    ]);
  });

  it("reports a denied provider, even one that is allowed", () => {
    expect(findings(rule, endpoint(), { config: { denied: ["openai"] } })).toHaveLength(1);
    expect(
      findings(rule, endpoint(), { config: { allowed: ["openai", "amazon-bedrock"], denied: ["openai"] } }),
    ).toEqual([expect.stringContaining("use one of amazon-bedrock")]);
  });

  it("limits sub-providers and API types, the default API type included", () => {
    expect(findings(rule, endpoint(), { config: { bedrockProviders: ["cohere"] } })[0]).toContain(
      "amazonBedrockConfig.bedrockProvider",
    );
    const direct = withValue(endpoint(), "config.servedEntities.0.externalModel.openaiConfig", {
      openaiApiKey: "{{secrets/a/b}}",
    });
    expect(findings(rule, direct, { config: { openaiApiTypes: ["azure", "azuread"] } })[0]).toContain(
      'openaiConfig.openaiApiType: found "openai"',
    );
    const cased = withValue(
      endpoint(),
      "config.servedEntities.1.externalModel.amazonBedrockConfig.bedrockProvider",
      "Anthropic",
    );
    expect(findings(rule, cased, { config: { bedrockProviders: ["anthropic"] } })).toEqual([]);
  });

  it("accepts all where nothing is configured, and what is not known yet", () => {
    expect(findings(rule, endpoint())).toEqual([]);
    expect(
      findings(rule, withValue(endpoint(), "config.servedEntities.1.externalModel.provider", UNKNOWN), {
        config: { allowed: ["openai"] },
      }),
    ).toEqual([]);
  });

  it("refuses a configuration with a provider that there is not", () => {
    expect(() => findings(rule, endpoint(), { config: { allowed: ["opneai"] } })).toThrow(
      /limit-providers is not valid/,
    );
  });
});

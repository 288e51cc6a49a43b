import type { ResourceValidationPolicy } from "@pulumi/policy";
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  limitProviders,
  rules,
  servingPolicies,
  type RuleName,
  type ServingPolicyPackConfig,
} from "../../policies/index";
import { configurationProblems } from "../../policies/kit/configuration-problems";
import { environmentProblems } from "../../policies/kit/environment";
import { endpoint } from "./baseline";
import { findings } from "./judge";

const levelOf = (name: RuleName, config: ServingPolicyPackConfig) =>
  servingPolicies(config).find((policy) => policy.name === name)?.enforcementLevel;

describe("the policies of the pack", () => {
  it("are one for each rule, what reports on the others last", () => {
    const names = servingPolicies().map(({ name }) => name);
    expect(names).toEqual(rules.map(({ name }) => name));
    expect(names.slice(-2)).toEqual(["report-exemptions", "report-advice"]);
  });

  it("take a level alone, or a level with settings, and else keep the rule's own", () => {
    expect(levelOf("require-guardrails", { "require-guardrails": "disabled" })).toBe("disabled");
    expect(
      levelOf("limit-providers", {
        "limit-providers": { enforcementLevel: "mandatory", allowed: ["openai"] },
      }),
    ).toBe("mandatory");
    expect(levelOf("limit-providers", { "limit-providers": { allowed: ["openai"] } })).toBe("advisory");
    expect(levelOf("require-https-base", {})).toBe("mandatory");
  });

  it("refuse a rule that there is not, and settings that a rule does not take", () => {
    expect(() => servingPolicies({ "limit-provider": {} } as ServingPolicyPackConfig)).toThrow(
      /There is no rule limit-provider; there are .*limit-providers/,
    );
    expect(() =>
      servingPolicies({ "limit-providers": { allow: [] } } as unknown as ServingPolicyPackConfig),
    ).toThrow(/limit-providers is not valid/);
  });

  it("tell the engine what the code configured as the defaults, so that it does not overrule them", () => {
    const { configSchema } = limitProviders.policy({ allowed: ["openai"] });
    expect(configSchema?.properties["allowed"]?.default).toEqual(["openai"]);
    const filledIn = { allowed: configSchema?.properties["allowed"]?.default };
    expect(
      findings(limitProviders, endpoint(), { config: { allowed: ["openai"] }, engineConfig: filledIn }),
    ).toHaveLength(1);
  });

  it("let the engine's configuration go before the code's, setting by setting", () => {
    const config = { allowed: ["openai"], bedrockProviders: ["cohere"] };
    const found = findings(limitProviders, endpoint(), {
      config,
      engineConfig: { allowed: ["openai", "amazon-bedrock"] },
    });
    expect(found).toEqual([expect.stringContaining("bedrockProvider")]);
  });

  it("say which rule's configuration is wrong, where the engine let it pass", () => {
    expect(() => findings(limitProviders, endpoint(), { engineConfig: { allowed: "openai" } })).toThrow(
      /configuration is not valid/,
    );
  });

  it("name each mistake in the engine's configuration, before it counts", () => {
    const config = (name: string, settings: Record<string, unknown>) =>
      configurationProblems(new Map([[name, { level: "advisory" as const, settings }]]), ["acme-own"]);
    expect(config("limit-provider", {})).toEqual([
      'there is no rule "limit-provider"; did you mean "limit-providers"?',
    ]);
    expect(config("limit-regions", { allowedAras: ["eu"] })).toEqual([
      'limit-regions: there is no setting "allowedAras"; did you mean allowedAreas?',
    ]);
    const exemption = { urn: "*", reason: "r", expires: "2027-13-01" };
    expect(config("require-tags", { exemptions: [exemption] })).toEqual([
      "require-tags.exemptions.0.expires: a day that there is, YYYY-MM-DD",
    ]);
    expect(config("require-tags", { exemptions: [{ ...exemption, expires: "2027-02-29" }] })).toHaveLength(1);
    for (const fine of ["all", "acme-own", "limit-regions"]) expect(config(fine, {})).toEqual([]);
  });

  it("refuse a variable of the pack's that is none, or is no day", () => {
    expect(environmentProblems({ DATABRICKS_SERVING_POLICY_TODAY: "2027-13-01" })).toEqual([
      'DATABRICKS_SERVING_POLICY_TODAY: found "2027-13-01"; allowed: a day, YYYY-MM-DD',
    ]);
    expect(environmentProblems({ DATABRICKS_SERVING_POLICY_TODEY: "2027-01-01" })[0]).toContain(
      "did you mean DATABRICKS_SERVING_POLICY_TODAY?",
    );
    expect(environmentProblems({ DATABRICKS_SERVING_POLICY_VERBOSE: "ja" })).toHaveLength(1);
    expect(environmentProblems({ DATABRICKS_SERVING_POLICY_TODAY: "2028-02-29", HOME: "/x" })).toEqual([]);
  });

  it("have titles, steps and severities for the engine to show", () => {
    for (const policy of servingPolicies() as ResourceValidationPolicy[]) {
      expect(policy).toMatchObject({
        displayName: expect.any(String),
        severity: expect.any(String),
        remediationSteps: expect.any(String),
      });
    }
  });

  it("complete and check settings in an editor", () => {
    expectTypeOf<"require-tags">().toExtend<RuleName>();
    expectTypeOf<{ "limit-regions": { allowedAreas: ["eu"] } }>().toExtend<ServingPolicyPackConfig>();
    expectTypeOf<{ "require-same-task": { exemptions: [] } }>().toExtend<ServingPolicyPackConfig>();
    expectTypeOf<{
      "limit-regions": { allowedAreas: ["atlantis"] };
    }>().not.toExtend<ServingPolicyPackConfig>();
  });
});

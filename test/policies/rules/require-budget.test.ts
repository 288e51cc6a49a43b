import { describe, expect, it } from "vitest";
import { requireBudget as rule } from "../../../policies/rules/require-budget";
import { endpoint, MODEL_SERVICE, modelService, UNKNOWN } from "../baseline";
import { findings, withValue } from "../judge";

const limit = (tokens: unknown, principal: unknown = "analysts") =>
  withValue(endpoint(), "aiGateway.rateLimits", [
    { key: "user_group", principal, tokens, renewalPeriod: "minute" },
  ]);
const groups = { analysts: { tokensPerMinute: 20_000 } };

describe("require-budget", () => {
  it("demands nothing by default", () => {
    expect(findings(rule, endpoint())).toEqual([]);
  });

  it("demands a limit in tokens or calls for each group that is named", () => {
    const config = { groups };
    expect(findings(rule, limit(20_000), { config })).toEqual([]);
    expect(findings(rule, limit(30_000), { config })).toEqual([
      'aiGateway.rateLimits[0]: found 30000 tokens a minute for the group "analysts"; allow 20000 tokens a minute at most, by a limit for the group',
    ]);
    expect(findings(rule, endpoint(), { config })[0]).toContain(
      'aiGateway.rateLimits: found no limit of tokens for the group "analysts"',
    );
    expect(findings(rule, limit(20_000, UNKNOWN), { config })).toEqual([]);
    expect(
      findings(rule, limit(20_000), { config: { groups: { analysts: { callsPerMinute: 5 } } } })[0],
    ).toContain("no limit of calls");
  });

  it("reckons money by the dearest model", () => {
    // 12 an hour at 10 a million tokens are 20,000 tokens a minute.
    const config = {
      groups: { analysts: { costPerHour: 12 } },
      prices: { "openai/*": 10, "amazon-bedrock/*": 3 },
    };
    expect(findings(rule, limit(20_000), { config })).toEqual([]);
    expect(findings(rule, limit(20_001), { config })[0]).toContain("allow 20000 tokens a minute at most");
    expect(findings(rule, limit(60_000), { config: { ...config, prices: { "cohere/*": 99 } } })).toEqual([]);
  });

  it("counts a limit by the hour of a model service as its sixtieth part", () => {
    const hourly = withValue(modelService(), "config.rateLimits", [
      {
        key: "RATE_LIMIT_KEY_USER_GROUP",
        principal: "analysts",
        tokens: 1_200_000,
        renewalPeriod: "RATE_LIMIT_RENEWAL_PERIOD_HOUR",
      },
    ]);
    expect(findings(rule, hourly, { type: MODEL_SERVICE, config: { groups } })).toEqual([]);
    expect(findings(rule, modelService(), { type: MODEL_SERVICE, config: { groups } })[0]).toMatch(
      /^config\.rateLimits: /,
    );
  });

  it("asks for a budget policy where configured", () => {
    const config = { budgetPolicies: ["*"] };
    expect(findings(rule, endpoint(), { config })).toEqual([
      "budgetPolicyId: found nothing; write a budget policy",
    ]);
    expect(findings(rule, { ...endpoint(), budgetPolicyId: "p-1" }, { config })).toEqual([]);
    expect(
      findings(rule, { ...endpoint(), budgetPolicyId: "p-1" }, { config: { budgetPolicies: ["p-2"] } }),
    ).toHaveLength(1);
  });
});

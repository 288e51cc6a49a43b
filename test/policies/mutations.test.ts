import { describe, expect, it } from "vitest";
import { rules, type Rule } from "../../policies/index";
import { checkEndpoint } from "../../provider/check/check-endpoint";
import { formatPath } from "../../provider/schema/problem";
import {
  BRIDGED_PROVIDER_SERVICE,
  endpoint,
  MODEL_PROVIDER_SERVICE,
  MODEL_SERVING,
  providerService,
} from "./baseline";
import { faultyPrograms } from "./faulty-programs";
import { findings, stackFindings, withValue } from "./judge";
import { judgeProgram } from "./judge-program";

const mandatory = (rules as readonly Rule[]).filter(({ level }) => level === "mandatory");

/** Who refuses: rules by name, `check` for the provider's own. */
function refusers(props: Record<string, unknown>, type?: string): string[] {
  const own = type === undefined && checkEndpoint(props, { name: "e", owner: "p/s/r" }).problems.length > 0;
  const by = mandatory
    .filter((rule) =>
      rule.scope === "resource"
        ? findings(rule, props, type === undefined ? {} : { type }).length > 0
        : stackFindings(rule, [
            { type: type ?? "pulumi-nodejs:dynamic/databricks:ServingEndpoint", name: "e", props },
          ]).length > 0,
    )
    .map(({ name }) => name);
  return [...(own ? ["check"] : []), ...by];
}

describe("a valid endpoint with one thing wrong", () => {
  it("is accepted while nothing is", () => {
    expect(judgeProgram(endpoint()).refusals).toEqual([]);
  });

  it.each(faultyPrograms.map((one) => [one.at, JSON.stringify(one.value), one.by, one] as const))(
    "%s: %s is refused by %s, and by nobody else",
    (_at, _value, by, { props }) => {
      // A plaintext credential is refused by the rule besides, whatever the check says of it.
      expect(
        refusers(props).filter((name) => by !== "check" || name !== "disallow-plaintext-credentials"),
      ).toEqual([by]);
    },
  );

  it("has a path in each message, once", () => {
    for (const { props, at } of faultyPrograms) {
      const { problems } = checkEndpoint(props, { name: "e", owner: "p/s/r" });
      const paths = problems.map(({ path }) => formatPath(path));
      expect(new Set(paths).size, at).toBe(paths.length);
    }
  });
});

describe("the same of @pulumi/databricks, which no check has seen", () => {
  it.each([
    [
      "config.servedEntities.0.externalModel.openaiConfig.openaiApiKey",
      undefined,
      "require-complete-provider-config",
    ],
    [
      "config.servedEntities.0.externalModel.openaiConfig.openaiApiKey",
      "swordfish",
      "require-secret-reference",
    ],
    [
      "config.servedEntities.0.externalModel.openaiConfig.openaiApiVersion",
      undefined,
      "require-complete-provider-config",
    ],
    ["config.servedEntities.0.externalModel.provider", "vertex", "require-supported-model"],
    ["config.servedEntities.0.externalModel.openaiConfig.openaiApiBase", "acme", "require-https-base"],
    ["config.trafficConfig", undefined, "require-complete-traffic"],
    ["config.trafficConfig.routes.0.trafficPercentage", 70, "require-complete-traffic"],
  ])("%s: %j is refused by %s", (at, value, by) => {
    expect(refusers(withValue(endpoint(), at, value), MODEL_SERVING)).toEqual([by]);
  });
});

describe.each([MODEL_PROVIDER_SERVICE, BRIDGED_PROVIDER_SERVICE])("a provider service of %s", (type) => {
  it("is accepted while nothing is wrong", () => {
    expect(refusers(providerService(), type)).toEqual([]);
  });

  it.each([
    ["config.openai.direct.apiKey", { plaintext: "swordfish" }, "disallow-plaintext-credentials"],
    ["comment", "key sk-proj-abcdefghijklmnopqrstuvwx0123", "disallow-plaintext-credentials"],
    ["config.openai.direct.baseUrl", "http://llm.example.com", "require-https-base"],
    ["config.openai.direct.organization", "{{secrets/llm/org}}", "require-secret-reference"],
    ["config.targets.0.model", "claude-opus-5", "require-supported-model"],
  ])("with %s: %j is refused by %s", (at, value, by) => {
    expect(refusers(withValue(providerService(), at, value), type)).toEqual([by]);
  });
});

import { describe, expect, it } from "vitest";
import { requireValidService, rules, type Rule } from "../../policies/index";
import { checkEndpoint } from "../../provider/check/check-endpoint";
import { checkModelProviderService } from "../../provider/check/unity-catalog/check-model-provider-service";
import { checkModelService } from "../../provider/check/unity-catalog/check-model-service";
import { modelProviderService } from "../../provider/resources/model-provider-service";
import { modelService as modelServiceSchema } from "../../provider/resources/model-service";
import { takeOutSecrets } from "../../provider/resources/secret-values";
import { formatPath, formatProblem } from "../../provider/schema/problem";
import {
  BRIDGED_MODEL_SERVICE,
  BRIDGED_PROVIDER_SERVICE,
  endpoint,
  MODEL_PROVIDER_SERVICE,
  MODEL_SERVICE,
  MODEL_SERVING,
  modelService,
  providerService,
} from "./baseline";
import { faultyPrograms } from "./faulty-programs";
import { faultyServices, type FaultyService } from "./faulty-services";
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

const servicesOf = {
  provider: {
    own: MODEL_PROVIDER_SERVICE,
    bridged: BRIDGED_PROVIDER_SERVICE,
    check: checkModelProviderService,
  },
  model: { own: MODEL_SERVICE, bridged: BRIDGED_MODEL_SERVICE, check: checkModelService },
} as const;

/** Who refuses a service of this package: its check, and rules, which see what the check answers. */
function ownRefusers({ kind, props }: Pick<FaultyService, "kind" | "props">): string[] {
  const { own, check } = servicesOf[kind];
  const { problems, inputs } = check(props);
  const { inputs: seen, secretValues } = takeOutSecrets(schemas[kind].inputs, inputs, () => false);
  return [...(problems.length > 0 ? ["check"] : []), ...refusers({ ...seen, secretValues }, own)];
}

const schemas = { provider: modelProviderService, model: modelServiceSchema };

describe("a valid service with one thing wrong", () => {
  it("is accepted while nothing is, of either package", () => {
    for (const [kind, props] of [
      ["provider", providerService()],
      ["model", modelService()],
    ] as const) {
      expect(ownRefusers({ kind, props })).toEqual([]);
      expect(refusers(props, servicesOf[kind].bridged)).toEqual([]);
    }
  });

  it.each(
    faultyServices.map(
      (one) => [one.kind, one.at, JSON.stringify(one.value)?.slice(0, 60), one.by, one] as const,
    ),
  )("%s: %s: %s is refused by %s, and by nobody else", (_kind, _at, _value, by, one) => {
    // A plaintext credential is refused by the rule besides, whatever the check says of it.
    const besides = (name: string) => by !== "check" || name !== "disallow-plaintext-credentials";
    expect(ownRefusers(one).filter(besides)).toEqual([by]);
    const bridged = refusers(one.props, servicesOf[one.kind].bridged).filter(besides);
    expect(bridged).toEqual([one.ofBridged]);
  });

  it("has a path in each message, once, and no key", () => {
    for (const { kind, props, at } of faultyServices) {
      const { problems } = servicesOf[kind].check(props);
      const paths = problems.map(({ path }) => formatPath(path));
      expect(new Set(paths).size, at).toBe(paths.length);
      const said = [
        ...problems.map(formatProblem),
        ...findings(requireValidService, props, { type: servicesOf[kind].bridged }),
      ];
      expect(said.join("\n")).not.toMatch(/swordfish|THISISNOTAREALKEY/);
    }
  });
});

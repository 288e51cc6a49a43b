import { describe, expect, it } from "vitest";
import { requireFallback as rule } from "../../../policies/rules/require-fallback";
import {
  azureModel,
  bedrockModel,
  MODEL_SERVICE,
  modelService,
  endpoint,
  endpointTypes,
  UNKNOWN,
} from "../baseline";
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

describe("require-fallback across providers and regions", () => {
  const onProduction = { across: "provider", stacks: ["prod*"] } as const;

  it("looks at the stacks that are named alone", () => {
    const one = withValue(endpoint(), "config.servedEntities.1", { name: "b", externalModel: azureModel() });
    expect(findings(rule, one, { config: onProduction })).toEqual([]);
    expect(findings(rule, one, { config: { ...onProduction, stacks: ["dev"] } })).toEqual([
      "config.servedEntities: found models of one provider only; add one of another provider to fall back on",
    ]);
    expect(findings(rule, endpoint(), { config: { ...onProduction, stacks: ["dev"] } })).toEqual([]);
  });

  it("takes another region for another place where that is enough", () => {
    const both = (region: string) =>
      withValue(
        withValue(endpoint(), "config.servedEntities.0", { name: "azure", externalModel: bedrockModel() }),
        "config.servedEntities.0.externalModel.amazonBedrockConfig.awsRegion",
        region,
      );
    expect(findings(rule, both("eu-west-1"), { config: { across: "region" } })).toEqual([]);
    expect(findings(rule, both("eu-central-1"), { config: { across: "region" } })[0]).toContain(
      "one provider and region only",
    );
    expect(findings(rule, both("eu-west-1"), { config: { across: "provider" } })).toHaveLength(1);
  });

  it("demands a fallback of a model service, of another provider service where configured", () => {
    const type = MODEL_SERVICE;
    const fallback = "config.routing.fallback";
    expect(findings(rule, modelService(), { type, config: { across: "provider" } })).toEqual([]);
    expect(
      findings(rule, withValue(modelService(), fallback, undefined), { type, config: { minimumModels: 1 } }),
    ).toEqual(["config.routing.fallback.destinations: found no destination to fall back on; add one"]);
    const same = withValue(
      modelService(),
      `${fallback}.destinations.0.externalModelConfig.modelProviderService`,
      "model-provider-services/main.ai.openai",
    );
    expect(findings(rule, same, { type, config: { across: "provider" } })[0]).toContain(
      "destinations of one provider service only",
    );
  });
});

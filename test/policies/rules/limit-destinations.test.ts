import { describe, expect, it } from "vitest";
import { limitDestinations as rule } from "../../../policies/rules/limit-destinations";
import { BRIDGED_MODEL_SERVICE, MODEL_SERVICE, modelService, UNKNOWN } from "../baseline";
import { findings, withValue } from "../judge";

const config = {
  types: ["external"],
  providerServices: ["main.ai.*"],
  targets: ["gpt-*", "claude-*"],
} as const;

describe("limit-destinations", () => {
  it.each([MODEL_SERVICE, BRIDGED_MODEL_SERVICE])(
    "accepts approved destinations of %s, and rejects others",
    (type) => {
      expect(findings(rule, modelService(), { type, config: { ...config } })).toEqual([]);
      const first = "config.routing.destinations.0";
      const service = withValue(
        modelService(),
        `${first}.externalModelConfig.modelProviderService`,
        "model-provider-services/dev.me.openai",
      );
      expect(findings(rule, service, { type, config: { ...config } })).toEqual([
        'config.routing.destinations[0]: found the provider service "dev.me.openai", which is not approved; use one of main.ai.*',
      ]);
      const target = withValue(modelService(), `${first}.externalModelConfig.target.model`, "o3");
      expect(findings(rule, target, { type, config: { ...config } })[0]).toContain('the target "o3"');
    },
  );

  it("looks at fallbacks and kinds too", () => {
    const own = withValue(modelService(), "config.routing.fallback.destinations.0", {
      name: "own",
      payPerTokenConfig: { model: "models/system.ai.llama" },
    });
    const found = findings(rule, own, { type: MODEL_SERVICE, config: { ...config } });
    expect(found[0]).toContain(
      'config.routing.fallback.destinations[0]: found a destination of kind "pay-per-token"',
    );
    expect(found[1]).toContain('the target "system.ai.llama"');
  });

  it("allows all by default, and waits for what is not known yet", () => {
    expect(findings(rule, modelService(), { type: MODEL_SERVICE })).toEqual([]);
    const unknown = withValue(modelService(), "config.routing.destinations.0", UNKNOWN);
    expect(findings(rule, unknown, { type: MODEL_SERVICE, config: { ...config } })).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { requireListedTarget as rule } from "../../../policies/rules/require-listed-target";
import {
  BRIDGED_MODEL_SERVICE,
  BRIDGED_PROVIDER_SERVICE,
  MODEL_PROVIDER_SERVICE,
  MODEL_SERVICE,
  modelService,
  providerService,
  UNKNOWN,
} from "../baseline";
import { stackFindings, withValue, type Member } from "../judge";

const AT = "config.routing.destinations.0.externalModelConfig";
const WHERE = "config.routing.destinations[0].externalModelConfig.target";
const withTarget = (target: object) => withValue(modelService(), `${AT}.target`, target);

describe.each([
  [MODEL_PROVIDER_SERVICE, MODEL_SERVICE],
  [BRIDGED_PROVIDER_SERVICE, BRIDGED_MODEL_SERVICE],
])("require-listed-target on %s", (providerType, serviceType) => {
  const judge = (service: object, provider: object = providerService(), more: Partial<Member> = {}) =>
    stackFindings(rule, [
      { type: providerType, name: "openai", props: provider as Member["props"] },
      { type: serviceType, name: "chat", props: service as Member["props"], ...more },
    ]);

  it("accepts a target that is listed, whatever the case of the service's name", () => {
    expect(judge(modelService())).toEqual([]);
    const upper = withValue(modelService(), `${AT}.modelProviderService`, "Main.AI.openai");
    expect(judge(upper)).toEqual([]);
  });

  it("rejects one that is not, with the nearest that is", () => {
    expect(judge(withTarget({ model: "gpt-5.5" }))).toEqual([
      `chat: ${WHERE}.model: found "gpt-5.5", which the provider service "openai" does not list: it lists "gpt-5.4"; write "gpt-5.4"`,
    ]);
    expect(judge(withTarget({ model: "o3" }))[0]).toContain("add it to the targets there");
  });

  it("rejects an API that the target does not have", () => {
    const target = { model: "gpt-5.4", nativeApiTypes: ["openai/v1/responses"] };
    expect(judge(withTarget(target))[0]).toContain(
      `${WHERE}.nativeApiTypes: found "openai/v1/responses", and the target of the provider service has "openai/v1/chat/completions"`,
    );
  });

  it("judges by the catalogue where all targets are allowed", () => {
    const all = { ...providerService().config, targets: undefined, allowAllTargets: true };
    const provider = withValue(providerService(), "config", JSON.parse(JSON.stringify(all)));
    const by = ["openai/v1/chat/completions"];
    expect(judge(withTarget({ model: "gpt-5.5", nativeApiTypes: by }), provider)).toEqual([]);
    expect(judge(withTarget({ model: "claude-opus-5", nativeApiTypes: by }), provider)[0]).toContain(
      'served by Anthropic for llm/v1/chat; serve "claude-opus-5" by a provider service of ANTHROPIC',
    );
  });

  it("says nothing of what it does not see: other services, other workspaces, what is not known yet", () => {
    expect(judge(withTarget({ model: UNKNOWN }))).toEqual([]);
    const elsewhere = withValue(modelService(), `${AT}.modelProviderService`, "main.other.openai");
    expect(judge(elsewhere)).toEqual([]);
    const other = { provider: "urn:p2", host: "https://other.cloud.databricks.com" };
    expect(judge(withTarget({ model: "gpt-5.5" }), providerService(), other)).toEqual([]);
    const looked = { parent: "main.ai", modelProviderServiceId: "openai" };
    expect(judge(withTarget({ model: "gpt-5.5" }), looked)).toEqual([]);
    expect(judge(withTarget({ model: "gpt-5.5" }), { ...looked, config: UNKNOWN })).toEqual([]);
    const unknown = withValue(providerService(), "config.targets", UNKNOWN);
    expect(judge(withTarget({ model: "gpt-5.5" }), unknown)).toEqual([]);
  });

  it("finds a service by reference while its name is not known", () => {
    const service = withValue(withTarget({ model: "gpt-5.5" }), `${AT}.modelProviderService`, UNKNOWN);
    const only = withValue(service, "config.routing.fallback", undefined);
    expect(judge(only, providerService(), { from: { config: "openai" } })).toHaveLength(1);
    expect(judge(only)).toEqual([]);
  });
});

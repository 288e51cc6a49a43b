import { expect, it } from "vitest";
import { requireServiceReference as rule } from "../../../policies/rules/require-service-reference";
import {
  BRIDGED_PROVIDER_SERVICE,
  MODEL_PROVIDER_SERVICE,
  MODEL_SERVICE,
  modelService,
  providerService,
} from "../baseline";
import { stackFindings } from "../judge";

const judge = (type: string, from?: Record<string, string>) =>
  stackFindings(rule, [
    { type, name: "openai", props: providerService() },
    { type: MODEL_SERVICE, name: "chat", props: modelService(), ...(from === undefined ? {} : { from }) },
  ]);

it("accepts a destination that refers to the resource", () => {
  expect(judge(MODEL_PROVIDER_SERVICE, { config: "openai" })).toEqual([]);
});

it("reports one that names it, and how each kind of resource is referred to", () => {
  expect(judge(MODEL_PROVIDER_SERVICE)).toEqual([
    'chat: config.routing.destinations[0].externalModelConfig.modelProviderService: found the name of ModelProviderService "openai", ' +
      "so that nothing says which of the two comes first; write the resource itself instead of its name",
  ]);
  expect(judge(BRIDGED_PROVIDER_SERVICE)[0]).toContain("write its output name instead");
});

it("says nothing of services of other stacks", () => {
  expect(stackFindings(rule, [{ type: MODEL_SERVICE, name: "chat", props: modelService() }])).toEqual([]);
});

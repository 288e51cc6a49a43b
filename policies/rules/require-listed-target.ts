import * as z from "zod";
import { fieldsOf, isPlainObject, listOf } from "../../provider/schema/plain-object";
import type { Path } from "../../provider/schema/problem";
import { hasUnknown, isUnknown } from "../../provider/schema/unknown";
import { nearest } from "../../provider/text/nearest";
import { defineRule } from "../kit/define-rule";
import type { Finding } from "../kit/finding";
import { targetFaults } from "../kit/judge-targets";
import { serviceLinks, type ServiceLink } from "../kit/service-links";
import { showValue } from "../kit/show-value";

export const requireListedTarget = defineRule({
  name: "require-listed-target",
  title: "Destinations that their provider service serves",
  description:
    "Each destination of a model service leads to a target that its provider service lists, by APIs that it has, or to a model that the provider serves.",
  why: "The API refuses a destination whose target is not listed; where a provider service allows all targets, a wrong one fails only when it is asked.",
  severity: "high",
  level: "mandatory",
  remediation: [
    "Name a target of the provider service, or add the model to its targets.",
    "Leave nativeApiTypes of a destination out: those of the target apply.",
  ],
  config: z.strictObject({}),
  example: {
    rejected:
      'targets: [{ model: "gpt-5.4", … }] on the provider service, target: { model: "gpt-5.5" } at the destination',
    accepted: 'targets: [{ model: "gpt-5.4", … }], target: { model: "gpt-5.4" }',
  },
  sources: ["https://docs.databricks.com/aws/en/ai-gateway/create-model-services"],

  checkStack(members, report, { today }) {
    for (const link of serviceLinks(members)) {
      for (const finding of faultsOf(link, today)) report(finding, link.service.urn);
    }
  },
});

function faultsOf({ destination, provider }: ServiceLink, today: string): Finding[] {
  const { target: model, apiTypes, path } = destination;
  const { config } = provider.fields;
  // One that the program only looks at says nothing of its own.
  if (!isPlainObject(config)) return [];
  const { targets, allowAllTargets } = config;
  const at: Path = [...path, "externalModelConfig", "target"];
  if (model === undefined || isUnknown(allowAllTargets)) return [];
  const listed = listOf(targets).find((one) => fieldsOf(one)["model"] === model);
  const [connection] = provider.view.connections;
  if (listed === undefined && allowAllTargets === true) {
    if (connection === undefined) return [];
    return targetFaults({ model, apiTypes: apiTypes ?? [], connection }, today)
      .filter(({ verdict }) => verdict === "contradicted")
      .map(({ found, instead }) => ({ path: [...at, "model"], found, instead }));
  }
  if (listed === undefined) {
    if (hasUnknown(targets)) return [];
    const models = listOf(targets)
      .map((one) => fieldsOf(one)["model"])
      .filter((one) => typeof one === "string");
    const near = nearest(model, models);
    const known = models.length === 0 ? "it lists none" : `it lists ${models.map(showValue).join(", ")}`;
    return [
      {
        path: [...at, "model"],
        found: `${showValue(model)}, which the provider service ${showValue(provider.name)} does not list: ${known}`,
        instead: near === undefined ? "add it to the targets there" : `write ${JSON.stringify(near)}`,
      },
    ];
  }
  const has = listOf(fieldsOf(listed)["nativeApiTypes"]);
  const strange = (apiTypes ?? []).filter((type) => !has.includes(type));
  if (strange.length === 0 || has.length === 0 || has.some(isUnknown)) return [];
  return [
    {
      path: [...at, "nativeApiTypes"],
      found: `${strange.map(showValue).join(", ")}, and the target of the provider service has ${has.map(showValue).join(", ")}`,
      instead: "leave it out, since those of the target apply, or add it there",
    },
  ];
}

import * as z from "zod";
import { defineRule } from "../kit/define-rule";
import { serviceLinks } from "../kit/service-links";
import { showValue } from "../kit/show-value";

export const requireServiceReference = defineRule({
  name: "require-service-reference",
  title: "Destinations refer to provider services",
  description:
    "A destination that leads to a provider service of the same stack refers to the resource, not to its name.",
  why: "A provider service that model services still use is not deleted. By a name the engine does not know who uses whom: it makes and deletes them in any order, and one of the two fails.",
  severity: "medium",
  level: "advisory",
  remediation: [
    "Write the resource itself: modelProviderService: openai.",
    "For a resource of @pulumi/databricks, write its name output: modelProviderService: openai.name.",
  ],
  config: z.strictObject({}),
  example: {
    rejected:
      'externalModelConfig: { modelProviderService: "main.ai.openai", … } beside ModelProviderService "openai"',
    accepted: "externalModelConfig: { modelProviderService: openai, … }",
  },
  sources: ["https://docs.databricks.com/aws/en/ai-gateway/create-model-services"],

  checkStack(members, report) {
    for (const { service, destination, provider, referred } of serviceLinks(members)) {
      if (referred) continue;
      report(
        {
          path: [...destination.path, "externalModelConfig", "modelProviderService"],
          found: `the name of ${provider.view.kind} ${showValue(provider.name)}, so that nothing says which of the two comes first`,
          instead:
            provider.view.kind === "ModelProviderService"
              ? "write the resource itself instead of its name"
              : "write its output name instead",
        },
        service.urn,
      );
    }
  },
});

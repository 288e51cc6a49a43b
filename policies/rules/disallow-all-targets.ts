import * as z from "zod";
import { fieldsOf } from "../../provider/schema/plain-object";
import { defineRule } from "../kit/define-rule";
import { kindsWith } from "../kit/resource-kinds";

export const disallowAllTargets = defineRule({
  name: "disallow-all-targets",
  title: "Provider services list their models",
  description: "A provider service lists the models that may be called, instead of allowing all.",
  why: "With allowAllTargets, whoever may call the service may call any model of the provider's, at any price, those of tomorrow included.",
  severity: "medium",
  level: "advisory",
  remediation: ["List the models in targets, and leave allowAllTargets out."],
  config: z.strictObject({}),
  example: {
    rejected: 'config: { providerType: "OPENAI", allowAllTargets: true, … }',
    accepted:
      'config: { providerType: "OPENAI", targets: [{ model: "gpt-5.4", nativeApiTypes: ["openai/v1/chat/completions"] }], … }',
  },
  sources: ["https://docs.databricks.com/aws/en/ai-gateway/create-model-provider-services"],
  kinds: kindsWith("provider-service"),

  check({ fields }, report) {
    if (fieldsOf(fields["config"])["allowAllTargets"] !== true) return;
    report({
      path: ["config", "allowAllTargets"],
      found: "true",
      instead: "leave it out, and list the models in targets",
    });
  },
});

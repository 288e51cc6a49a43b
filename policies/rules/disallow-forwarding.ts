import * as z from "zod";
import { fieldsOf } from "../../provider/schema/plain-object";
import { defineRule } from "../kit/define-rule";
import { kindsWith } from "../kit/resource-kinds";

const what = {
  forwardHeaders: "headers of callers reach the provider, cookies and tokens among them",
  forwardQueryParameters: "parameters of callers reach the provider",
  forwardUnmanagedPaths:
    "requests that the gateway does not know pass it, unseen by limits, tables and policies",
} as const;

type Field = keyof typeof what;

export const disallowForwarding = defineRule({
  name: "disallow-forwarding",
  title: "No forwarding past the gateway",
  description:
    "A provider service passes on neither callers' headers nor requests that the gateway does not know, but by exemption.",
  why: "What is forwarded is governed by nobody: a caller's headers may carry tokens, and an unmanaged path has no limit and no log.",
  severity: "high",
  level: "advisory",
  remediation: [
    "Leave the fields out that the report names.",
    "Where a provider needs one, give the service an exemption with a reason and a last day.",
  ],
  config: z.strictObject({
    fields: z
      .array(z.enum(Object.keys(what) as [Field, ...Field[]]))
      .default(["forwardHeaders", "forwardUnmanagedPaths"])
      .describe("Fields that must not be true."),
  }),
  example: {
    rejected: 'config: { providerType: "CUSTOM", forwardHeaders: true, … }',
    accepted: 'config: { providerType: "CUSTOM", … }',
  },
  sources: ["https://docs.databricks.com/aws/en/ai-gateway/create-model-provider-services"],
  kinds: kindsWith("provider-service"),

  check({ fields }, report, { config }) {
    const given = fieldsOf(fields["config"]);
    for (const field of config.fields) {
      if (given[field] !== true) continue;
      report({
        path: ["config", field],
        found: `true: ${what[field]}`,
        instead: "leave it out, or give the service an exemption",
      });
    }
  },
});

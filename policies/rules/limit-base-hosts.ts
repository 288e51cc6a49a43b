import * as z from "zod";
import { defineRule } from "../kit/define-rule";
import { matchesAny } from "../kit/glob";
import { hostOf, isPrivateHost } from "../kit/host-of";
import { modelKinds } from "../kit/resource-kinds";
import { showHost } from "../kit/show-value";

export const limitBaseHosts = defineRule({
  name: "limit-base-hosts",
  title: "Only approved hosts",
  description: "The base URLs of providers and workspaces lead to approved hosts.",
  why: "A base URL decides who receives the prompts and the provider's key; one line of it can send both to anybody.",
  severity: "high",
  level: "advisory",
  remediation: ["Use a host that the configuration of this rule allows, or have the host allowed."],
  config: z.strictObject({
    allowed: z
      .array(z.string())
      .optional()
      .describe(
        'Hosts that base URLs may lead to, for example "*.openai.azure.com"; * stands for anything. Default: any.',
      ),
    allowPrivate: z
      .boolean()
      .default(false)
      .describe(
        "Whether hosts of private networks are approved as well: private addresses, *.internal, *.local, *.privatelink.*, names without a dot. With this alone, only they are.",
      ),
  }),
  example: {
    rejected: 'openaiApiBase: "https://proxy.example.net/v1" with allowed: ["*.openai.azure.com"]',
    accepted: 'openaiApiBase: "https://my-resource.openai.azure.com"',
  },
  sources: [
    "https://docs.databricks.com/aws/en/generative-ai/external-models/#configure-the-provider-for-an-endpoint",
  ],
  kinds: modelKinds,

  check({ connections }, report, { config: { allowed, allowPrivate } }) {
    if (allowed === undefined && !allowPrivate) return;
    const approved = [...(allowed ?? []), ...(allowPrivate ? ["a private host"] : [])];
    for (const { base } of connections) {
      const host = base && hostOf(base.value);
      if (base === undefined || (host !== undefined && matchesAny(allowed ?? [], host))) continue;
      if (allowPrivate && host !== undefined && isPrivateHost(host)) continue;
      report({
        path: base.path,
        found: `the host ${showHost(base.value)}, which is not approved`,
        instead: `use one of ${approved.join(", ")}`,
      });
    }
  },
});

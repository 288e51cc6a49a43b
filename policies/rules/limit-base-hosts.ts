import * as z from "zod";
import { baseUrlsOf, hostOf } from "../kit/base-urls";
import { defineRule } from "../kit/define-rule";
import { matchesAny } from "../kit/glob";
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
  }),
  example: {
    rejected: 'openaiApiBase: "https://proxy.example.net/v1" with allowed: ["*.openai.azure.com"]',
    accepted: 'openaiApiBase: "https://my-resource.openai.azure.com"',
  },
  sources: [
    "https://docs.databricks.com/aws/en/generative-ai/external-models/#configure-the-provider-for-an-endpoint",
  ],
  kinds: ["ServingEndpoint", "ExternalModel", "ModelServing"],

  check({ models }, report, { config: { allowed } }) {
    if (allowed === undefined) return;
    for (const { path, url } of models.flatMap(baseUrlsOf)) {
      const host = hostOf(url);
      if (host !== undefined && matchesAny(allowed, host)) continue;
      report({
        path,
        found: `the host ${showHost(url)}, which is not approved`,
        instead: `use one of ${allowed.join(", ")}`,
      });
    }
  },
});

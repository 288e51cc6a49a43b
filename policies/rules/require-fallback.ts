import * as z from "zod";
import { isUnknown } from "../../provider/schema/unknown";
import { defineRule } from "../kit/define-rule";
import { gatewayPart } from "../kit/gateway-view";
import { showValue } from "../kit/show-value";

export const requireFallback = defineRule({
  name: "require-fallback",
  title: "Fallback between models",
  description: "An endpoint with several external models lets another model answer where one fails.",
  why: "Providers have outages and rate limits; without fallback each of them reaches the users, although another model stands ready.",
  severity: "low",
  level: "advisory",
  remediation: ["Switch it on: aiGateway: { fallbackConfig: { enabled: true } }."],
  config: z.strictObject({
    minimumModels: z
      .int()
      .min(1)
      .default(2)
      .describe(
        "External models from which on fallback is demanded; 1 demands it, and with it a second model, of every endpoint.",
      ),
  }),
  example: {
    rejected: "an endpoint with two external models and no aiGateway.fallbackConfig",
    accepted: "aiGateway: { fallbackConfig: { enabled: true } }",
  },
  sources: ["https://docs.databricks.com/aws/en/ai-gateway/configure-ai-gateway-endpoints"],
  kinds: ["ServingEndpoint", "ModelServing"],

  check({ fields, models, complete }, report, { config }) {
    if (models.length < config.minimumModels || models.length === 0) return;
    if (models.length === 1 && complete) {
      report({
        path: ["config", "servedEntities"],
        found: "one external model",
        instead: "add a second one to fall back on",
      });
    }
    const fallback = gatewayPart(fields, "fallbackConfig");
    if (fallback === undefined || isUnknown(fallback["enabled"]) || fallback["enabled"] === true) return;
    report({
      path: ["aiGateway", "fallbackConfig", "enabled"],
      found: showValue(fallback["enabled"]),
      instead: "write true",
    });
  },
});

import * as z from "zod";
import { isUnknown } from "../../provider/schema/unknown";
import { defineRule } from "../kit/define-rule";
import { gatewayForWriting, gatewayPart } from "../kit/gateway-view";
import { kindsWith } from "../kit/resource-kinds";

export const requireUsageTracking = defineRule({
  name: "require-usage-tracking",
  title: "Usage tracking on each endpoint",
  description: "Each endpoint writes its usage to the system tables.",
  why: "Without usage tracking nobody can tell whose tokens a bill is made of.",
  severity: "medium",
  level: "advisory",
  remediation: ["Switch it on: aiGateway: { usageTrackingConfig: { enabled: true } }."],
  config: z.strictObject({}),
  example: {
    rejected: "aiGateway: {}",
    accepted: "aiGateway: { usageTrackingConfig: { enabled: true } }",
  },
  sources: ["https://docs.databricks.com/aws/en/ai-gateway/configure-ai-gateway-endpoints"],
  kinds: kindsWith("endpoint", "gateway"),

  check({ fields }, report) {
    const enabled = gatewayPart(fields, "usageTrackingConfig")?.["enabled"];
    if (gatewayPart(fields, "usageTrackingConfig") === undefined || isUnknown(enabled) || enabled === true)
      return;
    report({
      path: ["aiGateway", "usageTrackingConfig", "enabled"],
      found: enabled === undefined ? "nothing" : "false",
      instead: "write true",
    });
  },

  remedies: "Switches usage tracking on.",
  remedy(props, { fields }) {
    const part = gatewayPart(fields, "usageTrackingConfig");
    if (part === undefined || isUnknown(part["enabled"]) || part["enabled"] === true) return false;
    gatewayForWriting(props)["usageTrackingConfig"] = { ...part, enabled: true };
    return true;
  },
});

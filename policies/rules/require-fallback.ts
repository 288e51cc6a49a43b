import * as z from "zod";
import { isUnknown } from "../../provider/schema/unknown";
import { defineRule, type Report } from "../kit/define-rule";
import { routingOf, type DestinationView } from "../kit/destination-view";
import { gatewayPart } from "../kit/gateway-view";
import { matchesAny } from "../kit/glob";
import { kindsWith } from "../kit/resource-kinds";
import type { ModelView } from "../kit/model-view";
import type { ResourceView } from "../kit/resource-view";
import { showValue } from "../kit/show-value";

type Across = "provider" | "region";

export const requireFallback = defineRule({
  name: "require-fallback",
  title: "Fallback between models",
  description:
    "Where several models stand ready, another one answers when one fails, of another provider or region if so configured.",
  why: "Providers have outages and rate limits; without fallback each of them reaches the users, although another model stands ready.",
  severity: "low",
  level: "advisory",
  remediation: [
    "On an endpoint: aiGateway: { fallbackConfig: { enabled: true } }.",
    "On a model service: config: { routing: { destinations: [ … ], fallback: { destinations: [ … ] } } }.",
  ],
  config: z.strictObject({
    minimumModels: z
      .int()
      .min(1)
      .default(2)
      .describe(
        "External models from which on fallback is demanded; 1 demands it, and with it a second model, of every endpoint.",
      ),
    across: z
      .enum(["provider", "region"])
      .optional()
      .describe(
        "What the models must differ in, so that one outage does not take them all: provider, or provider or region.",
      ),
    stacks: z
      .array(z.string())
      .default(["*"])
      .describe('Stacks that the rule looks at, for example ["prod*"]; * stands for anything.'),
  }),
  example: {
    rejected: "an endpoint with two external models and no aiGateway.fallbackConfig",
    accepted: "aiGateway: { fallbackConfig: { enabled: true } }",
  },
  sources: [
    "https://docs.databricks.com/aws/en/ai-gateway/configure-ai-gateway-endpoints",
    "https://docs.databricks.com/aws/en/ai-gateway/create-model-services",
  ],
  kinds: kindsWith("endpoint", "model-service"),

  check(view, report, { config }) {
    if (!matchesAny(config.stacks, stackOf(view.urn))) return;
    if (view.role === "model-service") judgeService(view, config.minimumModels, config.across, report);
    else judgeEndpoint(view, config.minimumModels, config.across, report);
  },
});

function judgeEndpoint(
  { fields, models, complete }: ResourceView,
  minimum: number,
  across: Across | undefined,
  report: Report,
): void {
  if (models.length < minimum || models.length === 0) return;
  const path = ["config", "servedEntities"];
  if (models.length === 1 && complete) {
    report({ path, found: "one external model", instead: "add a second one to fall back on" });
  } else if (
    across !== undefined &&
    complete &&
    new Set(models.map((one) => placeOf(one, across))).size < 2
  ) {
    report({
      path,
      found: `models of one ${across === "provider" ? "provider" : "provider and region"} only`,
      instead: `add one of another ${across === "provider" ? "provider" : "provider or region"} to fall back on`,
    });
  }
  const fallback = gatewayPart(fields, "fallbackConfig");
  if (fallback === undefined || isUnknown(fallback["enabled"]) || fallback["enabled"] === true) return;
  report({
    path: ["aiGateway", "fallbackConfig", "enabled"],
    found: showValue(fallback["enabled"]),
    instead: "write true",
  });
}

/** What an outage takes at once. What is not known yet counts as a place of its own. */
function placeOf({ provider, connection, path }: ModelView, across: Across): string {
  if (provider === undefined || !connection.known) return path.join(".");
  return across === "provider"
    ? provider
    : `${provider} ${connection.region?.value ?? connection.base?.value ?? ""}`;
}

function judgeService(
  { fields }: ResourceView,
  minimum: number,
  across: Across | undefined,
  report: Report,
): void {
  const { destinations, fallbacks, complete } = routingOf(fields);
  const all = [...destinations, ...fallbacks];
  if (!complete || all.length < minimum) return;
  const path = ["config", "routing", "fallback", "destinations"];
  if (fallbacks.length === 0) {
    report({ path, found: "no destination to fall back on", instead: "add one" });
  } else if (across !== undefined && new Set(all.map(serviceOf)).size < 2) {
    report({
      path,
      found: "destinations of one provider service only",
      instead: "add one of another provider service to fall back on",
    });
  }
}

const serviceOf = ({ type, providerService, target }: DestinationView): string =>
  providerService ?? `${type ?? ""} ${target ?? ""}`;

/** Name of the stack in a URN, `urn:pulumi:<stack>::<project>::…`. */
function stackOf(urn: string): string {
  return /^urn:pulumi:(.*?)::/.exec(urn)?.[1] ?? "";
}

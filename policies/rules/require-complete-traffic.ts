import * as z from "zod";
import { fieldsOf, listOf } from "../../provider/schema/plain-object";
import { isUnknown } from "../../provider/schema/unknown";
import { trafficRule } from "../../provider/check/rules/traffic";
import { defineRule } from "../kit/define-rule";
import { findingOf } from "../kit/finding";
import { bridgedKindsWith } from "../kit/resource-kinds";

export const requireCompleteTraffic = defineRule({
  name: "require-complete-traffic",
  title: "A complete split of traffic",
  description:
    "An endpoint with several external models splits its traffic over all of them, and the shares sum to 100.",
  why: "The documentation demands a traffic config where several external models are served; the API refuses shares that do not sum to 100 and routes to nobody.",
  severity: "high",
  level: "mandatory",
  remediation: [
    "Give each served entity a route, with 0 for one that is to get no traffic, and let the shares sum to 100.",
  ],
  config: z.strictObject({}),
  example: {
    rejected: 'routes: [{ servedModelName: "gpt-4o", trafficPercentage: 90 }]',
    accepted:
      'routes: [{ servedModelName: "gpt-4o", trafficPercentage: 90 }, { servedModelName: "claude", trafficPercentage: 10 }]',
  },
  sources: [
    "https://docs.databricks.com/aws/en/generative-ai/external-models/#endpoint-configuration",
    "https://docs.databricks.com/api/workspace/servingendpoints/updateconfig",
  ],
  // Of this package's resources, the check says it.
  kinds: bridgedKindsWith("endpoint"),

  check({ fields, models }, report) {
    const routed = fieldsOf(fields["config"])["trafficConfig"] !== undefined;
    if (!routed && models.length < 2) return;
    // A route that is not known yet may be the one that seems missing.
    const unsure = listOf(fieldsOf(fieldsOf(fields["config"])["trafficConfig"])["routes"]).some(isUnknown);
    const problems = trafficRule(fields).filter(({ path }) => !unsure || path.at(-1) !== "routes");
    problems.map(findingOf).forEach(report);
  },
});

import * as z from "zod";
import { fieldsOf, type Fields } from "../../provider/schema/plain-object";
import { isUnknown } from "../../provider/schema/unknown";
import { defineRule, type Report } from "../kit/define-rule";
import { gatewayPart } from "../kit/gateway-view";
import { matchesAny } from "../kit/glob";
import { kindsWith } from "../kit/resource-kinds";
import { showValue } from "../kit/show-value";

export const requireInferenceTable = defineRule({
  name: "require-inference-table",
  title: "Requests and answers are logged",
  description: "Each endpoint logs requests and answers to an inference table of Unity Catalog.",
  why: "Without the log, an incident with an answer or a prompt cannot be looked into afterwards.",
  severity: "low",
  level: "advisory",
  remediation: [
    'Switch it on: aiGateway: { inferenceTableConfig: { enabled: true, catalogName: "…", schemaName: "…" } }.',
  ],
  config: z.strictObject({
    catalogs: z
      .array(z.string())
      .optional()
      .describe("Catalogs that the table may lie in; * stands for anything. Default: any."),
    schemas: z
      .array(z.string())
      .optional()
      .describe("Schemas that the table may lie in; * stands for anything. Default: any."),
  }),
  example: {
    rejected: "aiGateway: { inferenceTableConfig: { enabled: false } }",
    accepted:
      'aiGateway: { inferenceTableConfig: { enabled: true, catalogName: "ops", schemaName: "llm_logs" } }',
  },
  sources: ["https://docs.databricks.com/aws/en/ai-gateway/inference-tables"],
  kinds: kindsWith("endpoint", "gateway", "model-service"),

  check({ fields, role }, report, { config }) {
    if (role === "model-service") {
      judgeService(fields, config, report);
      return;
    }
    const table = gatewayPart(fields, "inferenceTableConfig");
    if (table === undefined || isUnknown(table["enabled"])) return;
    const older = fieldsOf(fieldsOf(fields["config"])["autoCaptureConfig"]);
    const logsOlder = older["catalogName"] !== undefined && older["enabled"] !== false;
    if (table["enabled"] !== true && !logsOlder) {
      report({
        path: ["aiGateway", "inferenceTableConfig", "enabled"],
        found: showValue(table["enabled"]),
        instead: "write true, with catalogName and schemaName",
      });
      return;
    }
    const [used, path] =
      table["enabled"] === true
        ? [table, ["aiGateway", "inferenceTableConfig"]]
        : [older, ["config", "autoCaptureConfig"]];
    for (const [field, allowed] of [
      ["catalogName", config.catalogs],
      ["schemaName", config.schemas],
    ] as const) {
      const value = used[field];
      if (allowed === undefined || typeof value !== "string" || matchesAny(allowed, value)) continue;
      report({
        path: [...path, field],
        found: showValue(value),
        instead: `use one of ${allowed.join(", ")}`,
      });
    }
  },
});

/** A model service names the table's schema as `schemas/catalog.schema`. */
function judgeService(
  fields: Fields,
  { catalogs, schemas }: { catalogs?: string[] | undefined; schemas?: string[] | undefined },
  report: Report,
): void {
  const { inferenceTable } = fieldsOf(fields["config"]);
  if (isUnknown(fields["config"]) || isUnknown(inferenceTable)) return;
  const { parent } = fieldsOf(inferenceTable);
  const path = ["config", "inferenceTable", "parent"];
  if (inferenceTable === undefined) {
    report({ path: path.slice(0, 2), found: "nothing", instead: 'write { parent: "schemas/…" }' });
    return;
  }
  if (typeof parent !== "string") return;
  const [catalog = "", schema = ""] = parent.replace(/^schemas\//, "").split(".");
  for (const [value, allowed, what] of [
    [catalog, catalogs, "catalog"],
    [schema, schemas, "schema"],
  ] as const) {
    if (allowed === undefined || matchesAny(allowed, value)) continue;
    report({
      path,
      found: `the ${what} ${showValue(value)}`,
      instead: `use one of ${allowed.join(", ")}`,
    });
  }
}

import * as z from "zod";
import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import { isUnknown } from "../../provider/schema/unknown";
import { defineRule } from "../kit/define-rule";
import { matchesAny } from "../kit/glob";
import { showValue } from "../kit/show-value";

export const requireTags = defineRule({
  name: "require-tags",
  title: "Required tags",
  description: "Each endpoint has the tags that the organisation requires, with allowed values.",
  why: "Costs are assigned and owners are found by tags; an endpoint without them is nobody's.",
  severity: "low",
  level: "advisory",
  remediation: ['Add the tags that the report names: tags: [{ key: "costCenter", value: "…" }].'],
  config: z.strictObject({
    required: z
      .record(
        z.string(),
        z.strictObject({
          values: z
            .array(z.string())
            .optional()
            .describe("Allowed values; * stands for anything. Default: any that is not empty."),
          default: z
            .string()
            .optional()
            .describe('Value that is written where the tag is missing, with enforcementLevel "remediate".'),
        }),
      )
      .default({})
      .describe('Required tags by key, for example { "costCenter": { "values": ["cc-*"] } }.'),
  }),
  example: {
    rejected: 'tags: [{ key: "team", value: "search" }] with required: { costCenter: {} }',
    accepted: 'tags: [{ key: "team", value: "search" }, { key: "costCenter", value: "cc-1" }]',
  },
  sources: ["https://docs.databricks.com/aws/en/admin/account-settings/usage-detail-tags"],
  kinds: ["ServingEndpoint", "ModelServing"],

  check({ fields }, report, { config }) {
    const tags = tagsOf(fields);
    if (tags === undefined) return;
    for (const [key, { values }] of Object.entries(config.required)) {
      const index = tags.findIndex((tag) => tag["key"] === key);
      if (index < 0) {
        // A tag whose key is not known yet may be the one.
        if (!tags.some((tag) => isUnknown(tag["key"]))) {
          report({
            path: ["tags"],
            found: `no tag ${showValue(key)}`,
            instead: `add { key: ${JSON.stringify(key)}, value: ${values ? `one of ${values.join(", ")}` : '"…"'} }`,
          });
        }
        continue;
      }
      const value = tags[index]?.["value"];
      if (
        isUnknown(value) ||
        (typeof value === "string" && (values === undefined ? value !== "" : matchesAny(values, value)))
      )
        continue;
      report({
        path: ["tags", index, "value"],
        found: showValue(value),
        instead: `write ${values ? `one of ${values.join(", ")}` : "a value"}`,
      });
    }
  },

  remedies:
    "Moves a tag whose key is spelt otherwise (cost-center, COSTCENTER) to the required key, and adds missing tags that have a default value.",
  remedy(props, { fields }, { config }) {
    const tags = tagsOf(fields);
    if (tags === undefined || tags.some((tag) => isUnknown(tag["key"]))) return false;
    const written = (props["tags"] ??= []) as Fields[];
    const keys = tags.map((tag) => String(tag["key"]));
    let changed = false;
    for (const [key, { default: value, values }] of Object.entries(config.required)) {
      if (keys.includes(key)) continue;
      const at = keys.findIndex((one) => fold(one) === fold(key) && !Object.hasOwn(config.required, one));
      const moved = at < 0 ? undefined : tags[at]?.["value"];
      if (typeof moved === "string" && (values === undefined ? moved !== "" : matchesAny(values, moved))) {
        keys[at] = key;
        (written[at] as Fields)["key"] = key;
      } else if (value !== undefined) {
        keys.push(key);
        written.push({ key, value });
      } else continue;
      changed = true;
    }
    if (written.length === 0) delete props["tags"];
    return changed;
  },
});

/** A key without its case and what stands between its words. */
const fold = (key: string): string => key.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** The tags; `undefined` while not known. */
function tagsOf(fields: Fields): Fields[] | undefined {
  const tags = fields["tags"];
  if (isUnknown(tags)) return undefined;
  return listOf(tags).map((tag) => (isUnknown(tag) ? { key: tag } : fieldsOf(tag)));
}

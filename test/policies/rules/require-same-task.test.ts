import { describe, expect, it } from "vitest";
import { requireSameTask as rule } from "../../../policies/rules/require-same-task";
import { endpoint, MODEL_SERVING, SERVING_ENDPOINT, UNKNOWN } from "../baseline";
import { problemsOf } from "../../resources/checked-programs";
import { findings as judged, withValue } from "../judge";

/** As the bridged class has it: of this package's own, the check says all this. */
const findings: typeof judged = (rule, props, options) =>
  judged(rule, props, { type: MODEL_SERVING, ...options });

const task = "config.servedEntities.1.externalModel.task";

describe("require-same-task", () => {
  it.each([MODEL_SERVING])("rejects a second task on %s", (type) => {
    expect(findings(rule, withValue(endpoint(), task, "llm/v1/embeddings"), { type })).toEqual([
      'config.servedEntities[1].externalModel.task: found "llm/v1/embeddings" beside "llm/v1/chat"; write "llm/v1/chat", or serve this model from another endpoint',
    ]);
  });

  it("accepts one task, custom models beside none, and a task that is not known yet", () => {
    expect(findings(rule, endpoint())).toEqual([]);
    expect(findings(rule, { config: { servedEntities: [{ entityName: "main.ml.churn" }] } })).toEqual([]);
    expect(findings(rule, withValue(endpoint(), task, UNKNOWN))).toEqual([]);
  });

  it("leaves resources of this package to their check, so that nothing is told twice", () => {
    const props = withValue(endpoint(), task, "llm/v1/embeddings");
    expect(judged(rule, props, { type: SERVING_ENDPOINT })).toEqual([]);
    expect(problemsOf(props).join("\n")).toContain("llm/v1/embeddings");
  });
});

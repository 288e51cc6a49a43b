import { describe, expect, it } from "vitest";
import { requireSameTask as rule } from "../../../policies/rules/require-same-task";
import { endpoint, endpointTypes, UNKNOWN } from "../baseline";
import { findings, withValue } from "../judge";

const task = "config.servedEntities.1.externalModel.task";

describe("require-same-task", () => {
  it.each(endpointTypes)("rejects a second task on %s", (type) => {
    expect(findings(rule, withValue(endpoint(), task, "llm/v1/embeddings"), { type })).toEqual([
      'config.servedEntities[1].externalModel.task: found "llm/v1/embeddings" beside "llm/v1/chat"; write "llm/v1/chat", or serve this model from another endpoint',
    ]);
  });

  it("accepts one task, custom models beside none, and a task that is not known yet", () => {
    expect(findings(rule, endpoint())).toEqual([]);
    expect(findings(rule, { config: { servedEntities: [{ entityName: "main.ml.churn" }] } })).toEqual([]);
    expect(findings(rule, withValue(endpoint(), task, UNKNOWN))).toEqual([]);
  });
});

import * as z from "zod";
import { defineRule } from "../kit/define-rule";
import { bridgedKindsWith } from "../kit/resource-kinds";
import { showValue } from "../kit/show-value";

export const requireSameTask = defineRule({
  name: "require-same-task",
  title: "One task for each endpoint",
  description: "All external models of an endpoint have the same task.",
  why: "The API refuses an endpoint whose external models differ in their task.",
  severity: "high",
  level: "mandatory",
  remediation: ["Serve the models of another task from another endpoint."],
  config: z.strictObject({}),
  example: {
    rejected:
      'servedEntities: [{ externalModel: { task: "llm/v1/chat", … } }, { externalModel: { task: "llm/v1/embeddings", … } }]',
    accepted:
      'servedEntities: [{ externalModel: { task: "llm/v1/chat", … } }, { externalModel: { task: "llm/v1/chat", … } }]',
  },
  sources: ["https://docs.databricks.com/api/workspace/servingendpoints/updateconfig"],
  // Of this package's resources, the check says it.
  kinds: bridgedKindsWith("endpoint"),

  check({ models }, report) {
    const first = models.find(({ task }) => task !== undefined)?.task;
    for (const { path, task } of models) {
      if (task === undefined || task === first) continue;
      report({
        path: [...path, "task"],
        found: `${showValue(task)} beside ${showValue(first)}`,
        instead: `write ${showValue(first)}, or serve this model from another endpoint`,
      });
    }
  },
});

/**
 * The kinds of interaction that an external model can serve; the values of `externalModel.task`.
 *
 * @see https://docs.databricks.com/api/workspace/servingendpoints/create
 */
export const tasks = ["llm/v1/completions", "llm/v1/chat", "llm/v1/embeddings"] as const;

/** One value of `externalModel.task`. */
export type Task = (typeof tasks)[number];

/** Whether a value is a task that the API accepts. */
export function isTask(value: unknown): value is Task {
  return (tasks as readonly unknown[]).includes(value);
}

import { invalidParameter } from "../http/api-error";
import type { ApiFormat } from "../models/formats/api-format";
import { formatOfTask } from "../models/formats/format-of-task";
import type { Task } from "../models/query";
import { taskOf, type StoredConfig, type StoredEndpoint } from "../serving/stored-endpoint";

const TASKS: Record<string, Task> = {
  "llm/v1/chat": "chat",
  "llm/v1/completions": "completions",
  "llm/v1/embeddings": "embeddings",
};

/**
 * The API by which a request is read and answered.
 *
 * @param asked the one that the path is of; absent: the endpoint's own.
 * @throws ApiError 400 when the endpoint's models do not answer by it.
 */
export function formatFor(
  endpoint: StoredEndpoint,
  config: StoredConfig,
  asked: ApiFormat | undefined,
): ApiFormat {
  const own = taskOf(config.entities[0]);
  // The task of a foundation model with throughput of one's own is not known: it answers what it is asked.
  const task: Task = own
    ? (TASKS[own] ?? "scoring")
    : endpoint.kind === "FOUNDATION_MODEL_API"
      ? (asked?.task ?? "chat")
      : "scoring";
  if (asked === undefined) return formatOfTask[task];
  if (asked.task === task) return asked;
  throw invalidParameter(
    `Endpoint ${endpoint.name} does not support ${asked.name} requests; its task is ${own ?? task}.`,
  );
}

import type { modelRows } from "./model-rows";
import type { newerModels } from "./newer-models";
import type { ProviderName } from "./provider-name";
import type { Task } from "./task";

type Row = (typeof modelRows)[number];
type Newer = (typeof newerModels)[number];

// Mapped over each row by itself: indexing the union would mix the tasks of all its members.
type ListedModel<P extends ProviderName, T extends Task> = Row extends infer R
  ? R extends Row
    ? R["provider"] extends P
      ? R["models"][T][number]
      : never
    : never
  : never;

type NewerModelName<P extends ProviderName, T extends Task> = Extract<
  Newer,
  { provider: P; task: T }
>["model"];

/**
 * The model names that the catalogue knows for a provider and a task, as a union of literals. Write
 * `KnownModel<P, T> | (string & {})` where other names are allowed too: editors then still complete the known ones.
 * `never` for providers whose names are the user's own (`databricks-model-serving`, `custom`) or unknown (`palm`).
 */
export type KnownModel<P extends ProviderName = ProviderName, T extends Task = Task> =
  ListedModel<P, T> | NewerModelName<P, T>;

/** The chat models that the catalogue knows for a provider. */
export type ChatModelOf<P extends ProviderName> = KnownModel<P, "llm/v1/chat">;

/** The completion models that the catalogue knows for a provider. */
export type CompletionModelOf<P extends ProviderName> = KnownModel<P, "llm/v1/completions">;

/** The embedding models that the catalogue knows for a provider. */
export type EmbeddingModelOf<P extends ProviderName> = KnownModel<P, "llm/v1/embeddings">;

import type { BedrockProvider, OpenaiApiType, ProviderName } from "./provider-name";
import type { Retirement } from "./retirement";
import type { Task } from "./task";

/** Who serves a name, or a name that is served. */
export interface ModelSuggestion {
  provider: ProviderName;
  task: Task;
  model: string;
  openaiApiType?: OpenaiApiType;
  bedrockProvider?: BedrockProvider;
}

/** What the catalogue thinks of a model. */
export interface ModelVerdict {
  /**
   * - `listed`: Databricks' documentation lists it.
   * - `unlisted-but-allowed`: not listed, but of a kind that the documentation says is served.
   * - `unlisted`: not known at all; it may work, and probably does not.
   * - `contradicted`: known to be served by somebody else, or for another task, or nothing is served for the task.
   */
  verdict: "listed" | "unlisted-but-allowed" | "unlisted" | "contradicted";
  /** The ground of the verdict, for code; `reason` says it in words. */
  because:
    | "listed"
    | "documented"
    | "family"
    | "fine-tuned"
    | "custom"
    | "any-endpoint"
    | "inference-profile"
    | "deployment"
    | "own-server"
    | "other-api"
    | "unknown-provider"
    | "unknown-task"
    | "unknown-sub-provider"
    | "unknown-api-type"
    | "unknown-name"
    | "other-provider"
    | "other-sub-provider"
    | "other-task"
    | "other-spelling"
    | "no-model-for-task";
  /** One sentence without a full stop. */
  reason: string;
  /** What to write instead, best first; empty where nothing is near. */
  suggestions: ModelSuggestion[];
  retirement?: Retirement;
}

/** A verdict while it is being made. */
export type Judgement = Pick<ModelVerdict, "verdict" | "because" | "reason"> & {
  suggestions?: ModelSuggestion[];
};

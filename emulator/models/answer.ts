import type { ToolCall } from "./query";

export interface Usage {
  prompt_tokens: number;
  completion_tokens?: number;
  total_tokens: number;
}

export type FinishReason = "stop" | "length" | "tool_calls" | "content_filter";

/** One of the answers to a prompt. */
export interface Choice {
  /** Empty where tools are called instead. */
  text: string;
  toolCalls: ToolCall[];
  finishReason: FinishReason;
  /** The stop sequence that ended it. */
  stopSequence?: string;
}

/** What a model answers, before it is put into the format of an API. */
export interface Answer {
  /** One for each prompt and each choice asked for, the choices of a prompt together. */
  choices: Choice[];
  /** For embeddings: one for each input. */
  vectors: number[][];
  /** For scoring: one for each row. */
  predictions: unknown[];
  usage: Usage;
}

/** The model that answers: enough for a caller to tell that the right one did. */
export interface PlayedModel {
  /** Name under which it is served. */
  servedAs: string;
  /** Name of the upstream model, or of the entity in Unity Catalog. */
  name: string;
  /** Provider as the external models page names it; `databricks` for models that the workspace runs itself. */
  provider: string;
  /** At Amazon Bedrock: whose model it is, in lower case. */
  vendor?: string;
}

/** What the formats write into every answer besides the answer itself. */
export interface Stamp {
  /** Id of the request; answers derive theirs from it. */
  id: string;
  createdMs: number;
  model: PlayedModel;
}

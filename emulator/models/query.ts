/** What a model is asked for: the tasks of external models, or a custom model's own scoring. */
export type Task = "chat" | "completions" | "embeddings" | "scoring";

/** One call of a tool, by a model or in a conversation that is sent back to it. */
export interface ToolCall {
  id: string;
  name: string;
  /** JSON text, as the APIs carry it. */
  arguments: string;
}

/** A turn of a conversation, in the terms of OpenAI's chat completions. */
export interface Message {
  role: "system" | "developer" | "user" | "assistant" | "tool";
  /** As it was sent: a text, parts, or null beside tool calls. */
  content: unknown;
  toolCalls: ToolCall[];
  /** For `tool`: the call that this is the result of. */
  toolCallId?: string;
}

export interface Tool {
  name: string;
  description: string;
  /** JSON Schema of its arguments; one that is absent takes none. */
  parameters: Record<string, unknown>;
}

/** Whether and which tools are to be called; a name asks for that one. */
export type ToolChoice = "auto" | "required" | "none" | { name: string };

export type ResponseFormat =
  | { kind: "text" }
  | { kind: "json_object" }
  | { kind: "json_schema"; name: string; schema: Record<string, unknown> };

/** A request to a model, whatever API it came by. Knows nothing of who serves the model. */
export interface Query {
  task: Task;
  /** The conversation of a chat; empty for other tasks. */
  messages: Message[];
  /**
   * What guardrails look at and may mask, in order: each message's text, each prompt, each input, each row of scoring.
   */
  texts: string[];
  /** For prompts and inputs given as token ids: the ids, by index of the text. */
  tokenIds: Record<number, readonly number[]>;
  tools: Tool[];
  toolChoice: ToolChoice;
  /** Whether several tools may be called at once; undefined: the request leaves it to the model. */
  parallelToolCalls: boolean | undefined;
  responseFormat: ResponseFormat;
  stream: boolean;
  includeUsage: boolean;
  maxTokens: number | undefined;
  n: number;
  stop: string[];
  /** Alternatives a token to give log probabilities for; undefined: none at all. */
  logprobs: number | undefined;
  /** Repeats the prompt before its completion. */
  echo: boolean;
  dimensions: number | undefined;
  base64: boolean;
  clientRequestId: string | undefined;
  usageContext: Record<string, string> | undefined;
  /** The request's parameters by OpenAI's names, `extra_params` among them, for the table of what a provider takes. */
  parameters: Record<string, unknown>;
}

/** A query of this task with nothing asked beyond the answer. */
export function plainQuery(task: Task, parameters: Record<string, unknown>): Query {
  return {
    task,
    messages: [],
    texts: [],
    tokenIds: {},
    tools: [],
    toolChoice: "auto",
    parallelToolCalls: undefined,
    responseFormat: { kind: "text" },
    stream: false,
    includeUsage: false,
    maxTokens: undefined,
    n: 1,
    stop: [],
    logprobs: undefined,
    echo: false,
    dimensions: undefined,
    base64: false,
    clientRequestId: undefined,
    usageContext: undefined,
    parameters,
  };
}

/** Input that a model needs and did not get; answered in the words of the model's side rather than the workspace's. */
export class MissingInput extends Error {}

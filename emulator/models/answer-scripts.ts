import type { PlayedModel } from "./answer";
import type { Message, Query, Task, Tool } from "./query";

/** What a script answers; exactly one of its fields. */
export interface ScriptedAnswer {
  text?: string;
  /** Calls of tools, with arguments as an object; `text` may stand beside them. */
  toolCalls?: { name: string; arguments?: Record<string, unknown> }[];
  /** A failure of the model's side: fallback goes on from 429 and 5xx. */
  error?: { status: number; message: string };
  /** Vectors of embeddings, in the order of the inputs; the last one counts for all further ones. */
  vectors?: number[][];
  /** Predictions of a custom model, in the order of the rows; the last one counts for all further ones. */
  predictions?: unknown[];
}

/** What a script's function is told of a request. */
export interface ScriptedRequest {
  /** The endpoint, or the full name of the model service. */
  endpoint: string;
  servedEntity: string;
  model: string;
  provider: string;
  task: Task;
  messages: readonly Message[];
  /** Texts of the messages, prompts or inputs. */
  texts: readonly string[];
  tools: readonly Tool[];
  parameters: Readonly<Record<string, unknown>>;
}

/** An answer for requests that match; every field that is given must. */
export interface AnswerScript {
  /** Name of the endpoint, or full name of the model service. */
  endpoint?: string;
  servedEntity?: string;
  model?: string;
  task?: Task;
  /** A part of the last text of the request. */
  contains?: string;
  /** How many matching requests it answers; default: all. */
  times?: number;
  /** Milliseconds of real time before the answer; default 0. */
  latencyMs?: number;
  /** Default: the answer that the model gives without a script, for a script that only makes it late. */
  answer?: ScriptedAnswer;
  /** For tests in the same process: makes the answer; undefined: the one without a script. */
  respond?: (request: ScriptedRequest) => ScriptedAnswer | undefined | Promise<ScriptedAnswer | undefined>;
}

/** The scripts in force. The latest one that matches a request answers it. */
export class AnswerScripts {
  #scripts: { id: string; script: AnswerScript; left: number }[] = [];
  #count = 0;

  /** @throws TypeError naming what is wrong with the script. */
  add(script: AnswerScript): string {
    assertScript(script);
    const id = `script-${++this.#count}`;
    this.#scripts.unshift({ id, script, left: script.times ?? Infinity });
    return id;
  }

  clear(): void {
    this.#scripts = [];
  }

  /** The script for this request, if any; using it up is part of asking. */
  take(endpoint: string, model: PlayedModel, query: Query): AnswerScript | undefined {
    const found = this.#scripts.find(
      ({ script, left }) =>
        left > 0 &&
        (script.endpoint ?? endpoint) === endpoint &&
        (script.servedEntity ?? model.servedAs) === model.servedAs &&
        (script.model ?? model.name) === model.name &&
        (script.task ?? query.task) === query.task &&
        (query.texts.at(-1) ?? "").includes(script.contains ?? ""),
    );
    if (found !== undefined) found.left -= 1;
    return found?.script;
  }
}

const FIELDS: Record<keyof AnswerScript, string> = {
  endpoint: "string",
  servedEntity: "string",
  model: "string",
  task: "string",
  contains: "string",
  times: "number",
  latencyMs: "number",
  answer: "object",
  respond: "function",
};

const ANSWERS: Record<keyof ScriptedAnswer, (value: unknown) => boolean> = {
  text: (value) => typeof value === "string",
  toolCalls: (value) => Array.isArray(value) && value.every((call) => typeof call?.name === "string"),
  error: (value) => {
    const { status, message } = (value ?? {}) as { status?: unknown; message?: unknown };
    return (
      Number.isInteger(status) &&
      Number(status) >= 400 &&
      Number(status) <= 599 &&
      typeof message === "string"
    );
  },
  vectors: (value) => Array.isArray(value) && value.length > 0 && value.every(Array.isArray),
  predictions: (value) => Array.isArray(value) && value.length > 0,
};

/** Scripts come over HTTP too, and a misspelt one that never matches would make a test pass for the wrong reason. */
function assertScript(script: AnswerScript): void {
  if (script === null || typeof script !== "object") throw new TypeError("a script must be an object");
  for (const [name, value] of Object.entries(script)) {
    if (!Object.hasOwn(FIELDS, name))
      throw new TypeError(`unknown script field ${name}; allowed: ${Object.keys(FIELDS).join(", ")}`);
    const wanted = FIELDS[name as keyof AnswerScript];
    if (value === null || typeof value !== wanted || (wanted === "number" && !((value as number) >= 0)))
      throw new TypeError(`script ${name} is ${JSON.stringify(value)}; allowed: ${wanted}`);
  }
  for (const [name, value] of Object.entries(script.answer ?? {})) {
    if (!Object.hasOwn(ANSWERS, name))
      throw new TypeError(`unknown script answer.${name}; allowed: ${Object.keys(ANSWERS).join(", ")}`);
    if (!ANSWERS[name as keyof ScriptedAnswer](value))
      throw new TypeError(`script answer.${name} is ${JSON.stringify(value)}, which is no such answer`);
  }
}

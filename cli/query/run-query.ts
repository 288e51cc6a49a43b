import { text as wholeText } from "node:stream/consumers";
import type { Connection } from "../../provider/client/api/connection";
import { ApiError } from "../../provider/client/api/api-error";
import { CalledWrongly } from "../kit/command-failed";
import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import type { Terminal } from "../kit/terminal";
import { openConnection } from "../workspace/open-workspace";
import type { WorkspaceOptions } from "../workspace/workspace-options";
import { findTarget } from "./find-target";
import { postQuery } from "./post-query";
import { answerText, requestBody } from "./question";

interface Given extends WorkspaceOptions {
  readonly name: string;
  readonly prompt: string | undefined;
  readonly servedModel: string | undefined;
  readonly system: string | undefined;
  readonly maxTokens: number | undefined;
  readonly stream: boolean;
  readonly json: boolean;
}

/** Asks an endpoint or a model service. */
export async function runQuery(given: Given, terminal: Terminal): Promise<ExitCode> {
  const prompt = given.prompt ?? (await fromInput(terminal));
  const connection: Connection = await openConnection(given, terminal);
  const target = await findTarget(given.name, given.servedModel, connection);
  const stream = given.stream && !given.json && target.task !== "llm/v1/embeddings";
  terminal.progress(`asking ${given.name} …`);
  let ended = true;
  const ask = (streamed: boolean): Promise<unknown> => {
    const body = requestBody(target, prompt, { ...given, stream: streamed });
    return postQuery(connection, target.url, body, (event) => {
      const text = answerText(event);
      if (text === "") return;
      terminal.print(text);
      ended = text.endsWith("\n");
    });
  };
  // Not every provider streams. What was refused has cost nothing, and is refused again where that was not why.
  const whole = await ask(stream).catch((error: unknown) => {
    if (stream && error instanceof ApiError && error.status === 400) return ask(false);
    throw error;
  });
  if (whole !== undefined) {
    const text = answerText(whole);
    terminal.print(given.json || text === "" ? JSON.stringify(whole, null, 2) : text);
    ended = false;
  }
  if (!ended) terminal.print("\n");
  return EXIT_CODES.done.code;
}

async function fromInput({ input }: Terminal): Promise<string> {
  const missing = "there is no prompt: give it as an argument, or on standard input";
  if (input.isTTY === true) throw new CalledWrongly(missing);
  const prompt = await wholeText(input);
  if (prompt.trim() === "") throw new CalledWrongly(missing);
  return prompt;
}

import { defineCommand } from "../kit/define-command";
import { needed, off, optional, text } from "../kit/param";
import { wholeNumber } from "../kit/whole-number";
import { workspaceOptions } from "../workspace/workspace-options";

export const queryCommand = defineCommand({
  name: "query",
  does: "send a prompt to an endpoint or a model service, and show the answer as it comes",
  about:
    "A name of three parts (catalog.schema.name) is a model service, any other an endpoint. Without a prompt, standard " +
    "input is the prompt. The answer is streamed, except for embeddings and with --json.",
  arguments: {
    name: needed("name", "endpoint or model service"),
    prompt: optional("prompt", "what to ask (default: standard input)"),
  },
  options: {
    servedModel: text("name", "ask this served model of the endpoint, whatever the traffic split says"),
    system: text("text", "the system message of a chat"),
    maxTokens: wholeNumber("number", "most tokens to answer with", { least: 1, most: 1_000_000 }),
    stream: off("wait for the whole answer"),
    ...workspaceOptions,
  },
  examples: ['query assistant "hello"', "query main.ai.assistant hello --json"],
  run: async (given, terminal) => (await import("./run-query.js")).runQuery(given, terminal),
});

import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import type { Terminal } from "../kit/terminal";
import { writeAnswer } from "../kit/write-answer";
import { readStack } from "../stack/read-stack";
import { toGraph } from "./to-graph";
import { toMermaid } from "./to-mermaid";
import { toSvg } from "./to-svg";

interface Given {
  readonly stack: string | undefined;
  readonly format: "mermaid" | "svg";
  readonly out: string | undefined;
  readonly json: boolean;
}

/** Draws a stack. */
export async function runGraph({ stack, format, out, json }: Given, terminal: Terminal): Promise<ExitCode> {
  const graph = toGraph(await readStack(stack, terminal));
  if (graph.nodes.length === 0)
    terminal.say("The stack has no resource of this package yet; run `pulumi up` first.");
  const picture = format === "svg" ? await toSvg(graph) : toMermaid(graph);
  if (out !== undefined) writeAnswer(out, picture, terminal);
  if (json) terminal.print(`${JSON.stringify(graph, null, 2)}\n`);
  else if (out === undefined) terminal.print(picture);
  return EXIT_CODES.done.code;
}

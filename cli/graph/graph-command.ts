import { defineCommand } from "../kit/define-command";
import { choice, optional, path } from "../kit/param";

export const graphCommand = defineCommand({
  name: "graph",
  does: "draw endpoints, models, splits, fallbacks and providers of a stack",
  about:
    "Run it in the folder of a Pulumi program. It reads the stack's state alone; `policy-report` draws what a preview comes to.",
  arguments: { stack: optional("stack", "name of the stack (default: the selected one)") },
  options: {
    format: choice("format", ["mermaid", "svg"], "what to draw", "mermaid"),
    out: path("file to write", "write the picture here instead of printing it"),
  },
  examples: ["graph", "graph prod --format svg --out serving.svg"],
  run: async (given, terminal) => (await import("./run-graph.js")).runGraph(given, terminal),
});

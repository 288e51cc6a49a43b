import type { Graph } from "./to-graph";

const SHAPES = {
  endpoint: 'shape=box, style="rounded,filled", fillcolor="#dbeafe"',
  model: 'shape=box, style="rounded,filled", fillcolor="#fef9c3"',
  provider: 'shape=cylinder, style=filled, fillcolor="#e5e7eb"',
} as const;

/** The same as SVG, laid out by Graphviz. */
export async function toSvg(graph: Graph): Promise<string> {
  const { Graphviz } = await import("@hpcc-js/wasm-graphviz");
  return (await Graphviz.load()).dot(toDot(graph), "svg");
}

function toDot({ nodes, edges }: Graph): string {
  return [
    "digraph serving {",
    '  rankdir=LR; node [fontname="Helvetica,Arial,sans-serif", fontsize=12]; edge [fontname="Helvetica,Arial,sans-serif", fontsize=10];',
    ...nodes.map(({ id, kind, label }) => `  ${quoted(id)} [label=${quoted(label)}, ${SHAPES[kind]}];`),
    ...edges.map(({ from, to, label = "", fallback }) => {
      const dashed = fallback === true ? ", style=dashed, constraint=false" : "";
      return `  ${quoted(from)} -> ${quoted(to)} [label=${quoted(label)}${dashed}];`;
    }),
    "}",
  ].join("\n");
}

const quoted = (text: string): string =>
  `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;

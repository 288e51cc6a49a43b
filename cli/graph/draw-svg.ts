/** A picture before it is laid out. */
export interface Drawing {
  /** Whether arrows lead to the right or down. */
  readonly direction: "LR" | "TB";
  /** Such as `white`, or `transparent`. */
  readonly background: string;
  /** Each with its look, as Graphviz writes it: `shape=box, style=filled`. */
  readonly nodes: readonly { readonly id: string; readonly label: string; readonly look: string }[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly label?: string | undefined;
    readonly dashed?: boolean;
  }[];
}

const FONT = 'fontname="Helvetica,Arial,sans-serif"';

/** Loads what lays pictures out: Graphviz, compiled to WebAssembly. */
export async function loadDrawSvg(): Promise<(drawing: Drawing) => string> {
  const { Graphviz } = await import("@hpcc-js/wasm-graphviz");
  const graphviz = await Graphviz.load();
  return (drawing) => graphviz.dot(toDot(drawing), "svg");
}

function toDot({ direction, background, nodes, edges }: Drawing): string {
  return [
    "digraph serving {",
    `  rankdir=${direction}; bgcolor=${background}; node [${FONT}, fontsize=12]; edge [${FONT}, fontsize=10];`,
    ...nodes.map(
      ({ id, label, look }) =>
        `  ${quoted(id)} [label=${quoted(label)}, margin="${marginFor(label)},0.06", ${look}];`,
    ),
    ...edges.map(({ from, to, label = "", dashed }) => {
      const line = dashed === true ? ", style=dashed, constraint=false" : "";
      return `  ${quoted(from)} -> ${quoted(to)} [label=${quoted(label)}${line}];`;
    }),
    "}",
  ].join("\n");
}

/** In inches, at each side: what a reader has for Helvetica may be a sixth wider than what was laid out. */
const marginFor = (label: string): string =>
  (0.1 + 0.008 * Math.max(...label.split("\n").map((line) => line.length))).toFixed(2);

const quoted = (text: string): string =>
  `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;

import { loadDrawSvg } from "./draw-svg";
import type { Graph } from "./to-graph";

const LOOKS = {
  endpoint: 'shape=box, style="rounded,filled", fillcolor="#dbeafe"',
  model: 'shape=box, style="rounded,filled", fillcolor="#fef9c3"',
  provider: 'shape=cylinder, style=filled, fillcolor="#e5e7eb"',
} as const;

/** The same as SVG. */
export async function toSvg({ nodes, edges }: Graph): Promise<string> {
  const draw = await loadDrawSvg();
  return draw({
    direction: "LR",
    background: "white",
    nodes: nodes.map(({ id, kind, label }) => ({ id, label, look: LOOKS[kind] })),
    edges: edges.map(({ from, to, label, fallback = false }) => ({ from, to, label, dashed: fallback })),
  });
}

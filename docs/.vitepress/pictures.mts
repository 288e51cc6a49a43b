import type { MarkdownRenderer } from "vitepress";
import { loadDrawSvg } from "../../cli/graph/draw-svg.ts";
import { readFlowchart } from "../../tools/docs/flowchart.mjs";

const LOOKS = {
  box: 'shape=box, style="rounded,filled", fillcolor="#dbeafe"',
  frame: 'shape=box, style="rounded,filled", fillcolor="#dbeafe"',
  round: 'shape=box, style="rounded,filled", fillcolor="#fef9c3"',
  stadium: 'shape=box, style="rounded,filled", fillcolor="#ffffff"',
  cylinder: 'shape=cylinder, style=filled, fillcolor="#e5e7eb"',
};

/** Wide pictures scroll; in the dark they are dark. */
export const PICTURE_STYLE =
  ".picture{overflow-x:auto}.picture svg{max-width:100%;height:auto}.dark .picture svg{filter:invert(1) hue-rotate(180deg)}";

const draw = await loadDrawSvg();

/** Mermaid's pictures as SVG in the page, drawn by what draws those of `databricks-serving graph`: nothing is loaded to show them. */
export function pictures(markdown: MarkdownRenderer): void {
  const others = markdown.renderer.rules.fence;
  markdown.renderer.rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index];
    if (token?.info.trim() !== "mermaid") return others?.(tokens, index, options, env, self) ?? "";
    const { direction, nodes, edges } = readFlowchart(token.content);
    const svg = draw({
      direction,
      background: "transparent",
      nodes: nodes.map(({ id, label, shape }) => ({ id, label, look: LOOKS[shape] })),
      edges,
    });
    return `<div class="picture" v-pre>${svg.slice(svg.indexOf("<svg"))}</div>\n`;
  };
}

import type { Graph } from "./to-graph";

const SHAPES = { endpoint: ["[[", "]]"], model: ["(", ")"], provider: ["[(", ")]"] } as const;

/** A flow chart that GitHub, GitLab and Azure DevOps draw by themselves. */
export function toMermaid({ nodes, edges }: Graph): string {
  const ids = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const lines = [
    "flowchart LR",
    ...nodes.map(({ id, kind, label }) => {
      const [open, close] = SHAPES[kind];
      return `  ${ids.get(id)}${open}"${escaped(label)}"${close}`;
    }),
    ...edges.map(({ from, to, label, fallback }) => {
      const arrow = fallback === true ? "-.->" : "-->";
      return `  ${ids.get(from)} ${arrow}${label === undefined ? "" : `|"${escaped(label)}"|`} ${ids.get(to)}`;
    }),
  ];
  return `${lines.join("\n")}\n`;
}

/** Mermaid takes HTML's entities; a name can hold whatever a user wrote. */
const escaped = (text: string): string =>
  text.replaceAll(/[^\w .:/%\n-]/g, (letter) => `#${letter.codePointAt(0)};`).replaceAll("\n", "<br/>");

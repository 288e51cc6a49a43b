// @ts-check
// Reads Mermaid's flow charts, as far as the documentation and `databricks-serving graph` write them.

/** @typedef {{ id: string, label: string, shape: "box" | "round" | "stadium" | "frame" | "cylinder" }} Node */
/** @typedef {{ from: string, to: string, label: string | undefined, dashed: boolean }} Edge */
/** @typedef {{ direction: "LR" | "TB", nodes: Node[], edges: Edge[] }} Flowchart */

/** The longer brackets first. */
const SHAPES = /** @type {const} */ ([
  ["[[", "]]", "frame"],
  ["[(", ")]", "cylinder"],
  ["([", "])", "stadium"],
  ["[", "]", "box"],
  ["(", ")", "round"],
]);

/**
 * @param {string} text
 * @returns {Flowchart}
 * @throws {Error} for a line that it cannot read
 */
export function readFlowchart(text) {
  const [head = "", ...lines] = text.trim().split("\n");
  const [, way] = /^(?:graph|flowchart) (LR|TD|TB)$/.exec(head.trim()) ?? [];
  if (way === undefined)
    throw new Error(`A picture begins with "flowchart LR" or "flowchart TD", not with "${head}".`);
  /** @type {Map<string, Node>} */
  const nodes = new Map();
  /** @type {Edge[]} */
  const edges = [];
  /** @param {string} written @returns {string} its id */
  const take = (written) => {
    const node = readNode(written.trim());
    if (node.label !== undefined || !nodes.has(node.id))
      nodes.set(node.id, { ...node, label: node.label ?? node.id });
    return node.id;
  };
  for (const line of lines.map((one) => one.trim()).filter((one) => one !== "" && !one.startsWith("%%"))) {
    const [, left, arrow, label, right] = /^(.+?) (-->|-\.->)(?:\|"([^"]*)"\|)? (.+)$/.exec(line) ?? [];
    if (left === undefined || right === undefined) {
      take(line);
      continue;
    }
    for (const from of left.split(" & ").map(take)) {
      for (const to of right.split(" & ").map(take))
        edges.push({ from, to, label: label && unescaped(label), dashed: arrow === "-.->" });
    }
  }
  return { direction: way === "LR" ? "LR" : "TB", nodes: [...nodes.values()], edges };
}

/**
 * @param {string} written such as `sdk["sdk<br/>classes"]`, or the id alone
 * @returns {{ id: string, label: string | undefined, shape: Node["shape"] }}
 */
function readNode(written) {
  const [, id, rest = ""] = /^(\w+)(.*)$/.exec(written) ?? [];
  if (id === undefined) throw new Error(`A picture has a line that cannot be read: ${written}`);
  if (rest === "") return { id, label: undefined, shape: "box" };
  for (const [open, close, shape] of SHAPES) {
    const inner = rest.slice(open.length, -close.length);
    if (rest.startsWith(`${open}"`) && rest.endsWith(`"${close}`))
      return { id, label: unescaped(inner.slice(1, -1)), shape };
  }
  throw new Error(`A picture has a line that cannot be read: ${written}`);
}

/** @param {string} text with line breaks and entities as Mermaid writes them */
const unescaped = (text) =>
  text.replaceAll("<br/>", "\n").replaceAll(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

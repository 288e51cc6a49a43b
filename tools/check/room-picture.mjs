// @ts-check
import { readFlowchart } from "../docs/flowchart.mjs";

/** @typedef {{ source: string, dependencies: { resolved: string }[] }} Module as dependency-cruiser tells of it */
/** @typedef {{ from: string, to: string, because?: string }} Arrow */

/**
 * The room that a file is in; undefined where it is in none.
 *
 * @param {string} file
 */
export function roomOf(file) {
  const [floor = "", ...rest] = file.split("/");
  if (["sdk", "emulator", "policies", "cli"].includes(floor)) return floor;
  if (floor !== "provider" || rest.length === 0) return undefined;
  if (rest.length === 1) return file;
  return file.startsWith("provider/client/api/") ? "provider/client/api" : `${floor}/${rest[0]}`;
}

/**
 * The imports between rooms, without those that follow from others: a room may import all that is below it.
 *
 * @param {readonly Module[]} modules
 * @returns {{ rooms: string[], arrows: Arrow[] }}
 */
export function roomsOf(modules) {
  /** @type {Map<string, Map<string, string>>} */
  const imports = new Map();
  for (const { source, dependencies } of modules) {
    const from = roomOf(source);
    if (from === undefined) continue;
    const own = imports.get(from) ?? new Map();
    imports.set(from, own);
    for (const { resolved } of dependencies) {
      const to = roomOf(resolved);
      if (to !== undefined && to !== from && !own.has(to)) own.set(to, `${source} imports ${resolved}`);
    }
  }
  /** @param {string} room @returns {Set<string>} */
  const below = (room, seen = new Set()) => {
    for (const next of imports.get(room)?.keys() ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      below(next, seen);
    }
    return seen;
  };
  const arrows = [...imports].flatMap(([from, own]) =>
    [...own]
      .filter(([to]) => ![...own.keys()].some((other) => other !== to && below(other).has(to)))
      .map(([to, because]) => ({ from, to, because })),
  );
  return { rooms: [...imports.keys()], arrows };
}

/**
 * The rooms and arrows of a page's Mermaid picture: a room is a node whose label begins with its folder.
 *
 * @param {string} page
 * @returns {{ rooms: string[], arrows: Arrow[] }}
 */
export function pictureOf(page) {
  const { nodes, edges } = readFlowchart(/```mermaid\n([\s\S]*?)```/.exec(page)?.[1] ?? "");
  const rooms = new Map(
    nodes.filter(({ shape }) => shape === "box").map(({ id, label }) => [id, label.split("\n")[0] ?? id]),
  );
  const arrows = edges.flatMap((edge) => {
    const [from, to] = [rooms.get(edge.from), rooms.get(edge.to)];
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });
  return { rooms: [...rooms.values()], arrows };
}

/**
 * What a picture says otherwise than the code, one difference on a line.
 *
 * @param {string} page
 * @param {readonly Module[]} modules
 */
export function pictureProblems(page, modules) {
  const shown = pictureOf(page);
  const real = roomsOf(modules);
  const has = (/** @type {readonly Arrow[]} */ arrows, /** @type {Arrow} */ { from, to }) =>
    arrows.some((one) => one.from === from && one.to === to);
  return [
    ...real.rooms
      .filter((room) => !shown.rooms.includes(room))
      .map((room) => `not in the picture: the room ${room}`),
    ...shown.rooms
      .filter((room) => !real.rooms.includes(room))
      .map((room) => `not in the code: the room ${room}`),
    ...real.arrows
      .filter((arrow) => !has(shown.arrows, arrow))
      .map(({ from, to, because }) => `not in the picture: ${from} --> ${to} (${because})`),
    ...shown.arrows
      .filter((arrow) => !has(real.arrows, arrow))
      .map(({ from, to }) => `not in the code, or said by other arrows: ${from} --> ${to}`),
  ];
}

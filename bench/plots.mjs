// @ts-check
import { ratioOf } from "./measured.mjs";

/** @typedef {import("./measured.mjs").Measured} Measured */

const WIDTH = 720;
const LEFT = 230;
const INK = "#1f2328";
const FLOOR = "#8c959f";
const OURS = "#0969da";

/**
 * Draws how much longer each operation takes than the least possible, at one size.
 *
 * @param {readonly Measured[]} measured of one size and latency
 * @param {string} machine and date
 */
export function ratioPlot(measured, machine) {
  const row = 26;
  const top = 52;
  const height = top + measured.length * row + 40;
  const most = Math.max(1.5, ...measured.map(ratioOf));
  const x = (/** @type {number} */ ratio) => LEFT + (ratio / most) * (WIDTH - LEFT - 60);
  const [first] = measured;
  const bars = measured.map((one, index) => {
    const y = top + index * row;
    const ratio = ratioOf(one);
    return (
      text(LEFT - 8, y + 13, one.what, { anchor: "end" }) +
      `<rect x="${LEFT}" y="${y}" width="${(x(ratio) - LEFT).toFixed(1)}" height="18" fill="${OURS}"/>` +
      text(x(ratio) + 6, y + 13, `${ratio.toFixed(2)} ×`)
    );
  });
  return svg(
    height,
    text(12, 22, `Time over the least possible, ${first?.size} endpoints, ${first?.latencyMs} ms a request`, {
      bold: true,
    }) +
      text(
        12,
        40,
        "Least possible: the engine with a provider that does nothing, and the requests and rollouts themselves",
      ) +
      bars.join("") +
      `<line x1="${x(1)}" x2="${x(1)}" y1="${top - 6}" y2="${height - 34}" stroke="${INK}" stroke-dasharray="4 3"/>` +
      text(12, height - 12, machine, { colour: FLOOR }),
  );
}

/**
 * Draws how an operation's time grows with the stack, on logarithmic axes.
 *
 * @param {readonly Measured[]} measured of one operation and latency, of several sizes
 * @param {string} machine and date
 */
export function growthPlot(measured, machine) {
  const [height, top, bottom] = [360, 60, 64];
  const sizes = measured.map(({ size }) => size);
  const seconds = measured.flatMap(({ floor, ours, leastSeconds }) => [
    floor.seconds + leastSeconds,
    ours.seconds,
  ]);
  const x = scale(Math.min(...sizes), Math.max(...sizes), 70, WIDTH - 90);
  const y = scale(Math.min(...seconds) / 1.2, Math.max(...seconds) * 1.2, height - bottom, top);
  /** @type {(colour: string, name: string, value: (one: Measured) => number) => string} */
  const line = (colour, name, value) => {
    const points = measured.map((one) => `${x(one.size).toFixed(1)},${y(value(one)).toFixed(1)}`);
    const last = measured.at(-1);
    return (
      `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.join(" ")}"/>` +
      points
        .map((point) => `<circle cx="${point.replace(",", '" cy="')}" r="3" fill="${colour}"/>`)
        .join("") +
      (last === undefined
        ? ""
        : text(x(last.size) + 8, y(value(last)) + (colour === OURS ? -2 : 12), name, { colour }))
    );
  };
  const ticks = measured.map(
    ({ size, ours }) =>
      text(x(size), height - bottom + 20, String(size), { anchor: "middle" }) +
      text(x(size), y(ours.seconds) - 10, `${ours.seconds.toFixed(1)} s`, { anchor: "middle", colour: OURS }),
  );
  const [first] = measured;
  return svg(
    height,
    text(12, 22, `${first?.what}: seconds by number of endpoints, ${first?.latencyMs} ms a request`, {
      bold: true,
    }) +
      line(FLOOR, "least", (one) => one.floor.seconds + one.leastSeconds) +
      line(OURS, "ours", (one) => one.ours.seconds) +
      ticks.join("") +
      text(12, height - 12, machine, { colour: FLOOR }),
  );
}

/**
 * @param {number} from
 * @param {number} to
 * @param {number} start
 * @param {number} end
 * @returns {(value: number) => number}
 */
function scale(from, to, start, end) {
  const span = Math.log(to) - Math.log(from) || 1;
  return (value) => start + ((Math.log(value) - Math.log(from)) / span) * (end - start);
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} content
 * @param {{ anchor?: string, colour?: string, bold?: boolean }} [style]
 */
function text(x, y, content, { anchor = "start", colour = INK, bold = false } = {}) {
  const escaped = content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${colour}"${bold ? ' font-weight="bold"' : ""}>${escaped}</text>`;
}

/**
 * @param {number} height
 * @param {string} content
 */
const svg = (height, content) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">` +
  `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>${content}</svg>\n`;

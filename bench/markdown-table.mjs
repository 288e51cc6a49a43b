// @ts-check

/** @typedef {{ seconds: number, peakMiB: number | undefined }} Run */
/** @typedef {{ size: number, name: string, base: Run, run: Run, requests: Record<string, number> }} Measured */

const COLUMNS = [
  "endpoints",
  "operation",
  "provider that does nothing, s",
  "this provider, s",
  "ratio",
  "requests of each endpoint",
  "peak memory, MiB",
];

/** @param {readonly Measured[]} measured */
export function markdownTable(measured) {
  const rows = measured.map(({ size, name, base, run, requests }) => [
    String(size),
    name,
    base.seconds.toFixed(1),
    run.seconds.toFixed(1),
    (run.seconds / base.seconds).toFixed(2),
    perEndpoint(requests, size),
    run.peakMiB === undefined ? "" : run.peakMiB.toFixed(0),
  ]);
  return [COLUMNS, COLUMNS.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/**
 * @param {Record<string, number>} requests
 * @param {number} size
 */
function perEndpoint(requests, size) {
  const parts = Object.entries(requests).map(([method, count]) => `${trim(count / size)} ${method}`);
  return parts.length === 0 ? "none" : parts.join(", ");
}

/** @param {number} count */
const trim = (count) => (Number.isInteger(count) ? String(count) : count.toFixed(2));

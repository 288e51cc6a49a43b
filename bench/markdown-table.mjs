// @ts-check

/** @typedef {{ seconds: number, usage: import("./watch-family.mjs").Usage | undefined }} Run */
/** @typedef {{ size: number, name: string, base: Run, run: Run, requests: Record<string, number> }} Measured */

/** `nothing` is the provider that does nothing, `ours` this one; their ratio is what to look at. */
const COLUMNS = [
  "endpoints",
  "operation",
  "s: nothing",
  "s: ours",
  "ratio",
  "CPU s: nothing",
  "CPU s: ours",
  "ratio",
  "MiB: nothing",
  "MiB: ours",
  "requests for each endpoint",
];

/** @param {readonly Measured[]} measured */
export function markdownTable(measured) {
  const rows = measured.map(({ size, name, base, run, requests }) => [
    String(size),
    name,
    ...compared(base.seconds, run.seconds),
    ...compared(base.usage?.cpuSeconds, run.usage?.cpuSeconds),
    base.usage?.peakMiB.toFixed(0) ?? "",
    run.usage?.peakMiB.toFixed(0) ?? "",
    perEndpoint(requests, size),
  ]);
  return [COLUMNS, COLUMNS.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/**
 * @param {number | undefined} base
 * @param {number | undefined} ours
 */
function compared(base, ours) {
  if (base === undefined || ours === undefined) return ["", "", ""];
  return [base.toFixed(1), ours.toFixed(1), (ours / base).toFixed(2)];
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

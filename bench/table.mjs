// @ts-check
import { ratioOf } from "./measured.mjs";

/** @typedef {import("./measured.mjs").Measured} Measured */

/**
 * One Markdown table of all that was measured. "Floor" is a provider that does nothing; the ratio counts to it what requests
 * and rollouts take at least. "Sending" is a provider that sends the least requests, and does nothing else.
 *
 * @param {readonly Measured[]} measured
 * @param {string | undefined} otherName what is compared with
 */
export function table(measured, otherName) {
  const sending = measured.some((row) => row.sending !== undefined);
  const peers = measured.some(({ terraform }) => terraform !== undefined);
  const columns = [
    "what",
    "N",
    "latency ms",
    "floor s",
    "ours s",
    "ratio",
    ...(sending ? ["sending s", "ours over sending"] : []),
    ...(otherName === undefined ? [] : [`${otherName} s`, `ours over ${otherName}`]),
    ...(peers ? ["Terraform s", "ours over Terraform"] : []),
    "floor CPU s",
    ...(sending ? ["sending CPU s"] : []),
    "ours CPU s",
    "ratio",
    "floor MiB",
    "ours MiB",
    "floor's provider MiB",
    "our provider MiB",
    "requests",
  ];
  const rows = measured.map((row) => [
    row.what,
    row.size === 0 ? "" : String(row.size),
    String(row.latencyMs),
    (row.floor.seconds + row.leastSeconds).toFixed(2),
    row.ours.seconds.toFixed(2),
    ratioOf(row).toFixed(2),
    ...(sending ? over(row.ours, row.sending) : []),
    ...(otherName === undefined ? [] : over(row.ours, row.other)),
    ...(peers ? over(row.ours, row.terraform) : []),
    row.floor.usage?.cpuSeconds.toFixed(2) ?? "",
    ...(sending ? [row.sending?.usage?.cpuSeconds.toFixed(2) ?? ""] : []),
    row.ours.usage?.cpuSeconds.toFixed(2) ?? "",
    row.floor.usage === undefined || row.ours.usage === undefined
      ? ""
      : (row.ours.usage.cpuSeconds / row.floor.usage.cpuSeconds).toFixed(2),
    row.floor.usage?.peakMiB.toFixed(0) ?? "",
    row.ours.usage?.peakMiB.toFixed(0) ?? "",
    row.floor.usage?.providerMiB.toFixed(0) ?? "",
    row.ours.usage?.providerMiB.toFixed(0) ?? "",
    Object.entries(row.requests)
      .map(([method, count]) => `${count} ${method}`)
      .join(", "),
  ]);
  return [columns, columns.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/**
 * @param {import("./measured.mjs").Run} ours
 * @param {import("./measured.mjs").Run | undefined} theirs
 */
function over(ours, theirs) {
  return theirs === undefined
    ? ["", ""]
    : [theirs.seconds.toFixed(2), (ours.seconds / theirs.seconds).toFixed(2)];
}

// @ts-check
import { readdirSync, readFileSync } from "node:fs";

const EVERY_MS = 250;
const PAGE_KIB = 4;

/**
 * Watches the memory of a process and of all that it started. Sums resident memory, so that pages that processes share
 * count for each. Only where there is a /proc.
 *
 * @param {number | undefined} pid
 * @returns {{ stop: () => number | undefined }} `stop` ends the watch and answers the peak, in MiB
 */
export function peakMemory(pid) {
  if (process.platform !== "linux" || pid === undefined) return { stop: () => undefined };
  let peak = 0;
  const look = () => (peak = Math.max(peak, residentKiB(pid)));
  const timer = setInterval(look, EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      return peak / 1024;
    },
  };
}

/** @param {number} top */
function residentKiB(top) {
  const processes = readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // The command, in brackets, may hold blanks; parent and resident pages are fields 4 and 24 of the line.
      const fields = readFileSync(`/proc/${name}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ");
      return [{ pid: Number(name), parent: Number(fields[1]), pages: Number(fields[21]) }];
    } catch {
      return []; // It ended just now.
    }
  });
  let total = 0;
  const family = new Set([top]);
  for (const { pid, parent, pages } of processes.toSorted((one, other) => one.pid - other.pid)) {
    if (!family.has(pid) && !family.has(parent)) continue;
    family.add(pid);
    total += pages * PAGE_KIB;
  }
  return total;
}

// @ts-check
import { readdirSync, readFileSync } from "node:fs";

const EVERY_MS = 100;
const PAGE_KIB = 4;
const TICKS_PER_SECOND = 100;

/** @typedef {{ peakMiB: number, providerMiB: number, cpuSeconds: number }} Usage `providerMiB` is that of the provider alone */

/**
 * Watches a process and all that it started, where there is a /proc. Memory is the highest sum of resident pages, of which
 * those that processes share count for each; time is that of all processors, nearly unaffected by what else runs.
 *
 * @param {number | undefined} pid
 * @returns {{ stop: () => Usage | undefined }} `stop` ends the watch and answers what was used
 */
export function watchFamily(pid) {
  if (process.platform !== "linux" || pid === undefined) return { stop: () => undefined };
  const family = new Set([pid]);
  /** @type {Map<number, number>} */
  const ticks = new Map();
  let peakKiB = 0;
  let providerKiB = 0;
  const look = () => {
    let pages = 0;
    for (const one of processes()) {
      // A parent has a lower number, but for the rare wrap; the next look finds whom this one has missed.
      if (!family.has(one.pid) && !family.has(one.parent)) continue;
      family.add(one.pid);
      ticks.set(one.pid, one.ticks);
      pages += one.pages;
      if (isProvider(one.pid)) providerKiB = Math.max(providerKiB, one.pages * PAGE_KIB);
    }
    peakKiB = Math.max(peakKiB, pages * PAGE_KIB);
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      const all = [...ticks.values()].reduce((sum, one) => sum + one, 0);
      return { peakMiB: peakKiB / 1024, providerMiB: providerKiB / 1024, cpuSeconds: all / TICKS_PER_SECOND };
    },
  };
}

/**
 * Whether a process is the one that serves dynamic providers.
 *
 * @param {number} pid
 */
function isProvider(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("cmd/dynamic-provider");
  } catch {
    return false; // It ended just now.
  }
}

/** All processes of the machine, by number. */
function processes() {
  const all = readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // The command, in brackets, may hold blanks. After it: state, parent (4), … user (14) and system (15) time, … resident (24).
      const fields = readFileSync(`/proc/${name}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      const [parent, user, system, pages] = [1, 11, 12, 21].map((index) => Number(fields[index]));
      return [
        { pid: Number(name), parent: parent ?? 0, ticks: (user ?? 0) + (system ?? 0), pages: pages ?? 0 },
      ];
    } catch {
      return []; // It ended just now.
    }
  });
  return all.toSorted((one, other) => one.pid - other.pid);
}

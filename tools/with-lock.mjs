// @ts-check
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The holder touches its lock this often … */
const HEARTBEAT_MS = 5_000;
/** … and one untouched for this long belongs to nobody, whatever process has its number by now. */
const ABANDONED_MS = 60_000;

/**
 * Runs work that no other process may do at the same time; the others wait. A lock whose process has died is taken
 * over, so an interrupted run never blocks the next one.
 *
 * @template T
 * @param {string} file the lock, a file beside what it guards
 * @param {import("./progress.mjs").Log} log
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, log, work) {
  await mkdir(dirname(file), { recursive: true });
  await acquire(file, log);
  const release = () => rmSync(file, { force: true });
  process.once("exit", release);
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off("exit", release);
    release();
  }
}

/**
 * @param {string} file
 * @param {import("./progress.mjs").Log} log
 */
async function acquire(file, log) {
  let told = false;
  for (;;) {
    try {
      await writeFile(file, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    }
    const holder = await readHolder(file);
    if (holder !== undefined && holder.abandoned) await takeAway(file, holder.pid);
    else {
      if (!told && holder !== undefined)
        log(`  waiting for process ${holder.pid}, which does the same (lock ${file})`);
      told = true;
      await sleep(300);
    }
  }
}

/** @param {string} file */
async function readHolder(file) {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, "utf8"), stat(file)]);
    const quiet = Date.now() - mtimeMs;
    // A file without a number yet is one being written this moment.
    const dead = text !== "" && !isAlive(Number(text));
    return { pid: text, abandoned: dead || quiet > ABANDONED_MS };
  } catch {
    return undefined; // Released between our two looks.
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * Two waiters may both find the lock abandoned. Renaming is atomic; whoever then holds a lock that is not the abandoned
 * one has taken a live one by mistake, and gives it back.
 *
 * @param {string} file
 * @param {string} abandonedBy
 */
async function takeAway(file, abandonedBy) {
  const aside = `${file}.${process.pid}`;
  try {
    await rename(file, aside);
    if ((await readFile(aside, "utf8")) === abandonedBy) await rm(aside, { force: true });
    else await rename(aside, file);
  } catch {
    // Another waiter was quicker.
  }
}

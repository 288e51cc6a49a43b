// @ts-check

/** @typedef {(line: string) => void} Log a line for the person who waits, never for a program that reads stdout */

/** @type {Log} */
export const logToStderr = (line) => void process.stderr.write(`${line}\n`);

/** @param {number} since milliseconds of `Date.now()` */
export const secondsSince = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/**
 * Says what begins, and how long it took.
 *
 * @template T
 * @param {string} title
 * @param {Log} log
 * @param {() => Promise<T>} work
 */
export async function step(title, log, work) {
  const start = Date.now();
  log(`• ${title} …`);
  const result = await work();
  log(`✓ ${title} (${secondsSince(start)})`);
  return result;
}

// @ts-check

/** @typedef {{ seconds: number, usage?: import("./watch-family.mjs").Usage | undefined }} Run */

/**
 * @typedef {object} Measured
 * @property {string} what operation or other thing that was timed
 * @property {number} size how many resources
 * @property {number} latencyMs what each request takes beyond what it takes anyway
 * @property {number} leastSeconds that requests and rollouts take however clever their sender is
 * @property {Run} floor the same by a provider that does nothing
 * @property {Run} ours
 * @property {Run} [sending] by a provider that sends the least requests, and does nothing else
 * @property {Run} [other] by the commit that is compared with
 * @property {Run} [terraform] by Terraform and Databricks' provider
 * @property {Record<string, number>} requests by method
 */

/**
 * The run of median length, so that one hiccup of the machine counts for nothing.
 *
 * @param {readonly Run[]} runs
 * @returns {Run}
 */
export function median(runs) {
  const sorted = runs.toSorted((one, other) => one.seconds - other.seconds);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("Nothing was measured.");
  return middle;
}

/**
 * What ours takes over the least possible: a provider that does nothing, and the requests and rollouts themselves.
 *
 * @param {Measured} measured
 */
export const ratioOf = ({ floor, ours, leastSeconds }) => ours.seconds / (floor.seconds + leastSeconds);

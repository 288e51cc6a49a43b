// @ts-check

/**
 * Ends the process with a message for people: no stack, for the reasons we throw ourselves say what to do.
 *
 * @param {unknown} error
 * @returns {never}
 */
export function failWith(error) {
  process.stderr.write(`\n✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

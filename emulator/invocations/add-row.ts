/** Rows that the usage table keeps. */
export const MAX_USAGE_ROWS = 50_000;

/** Rows that an inference table keeps, whose requests and answers are large. */
export const MAX_PAYLOAD_ROWS = 2000;

/** Adds a row to a table; the oldest make room, so that an emulator left running does not grow for ever. */
export function addRow<Row>(rows: Row[], most: number, row: Row): void {
  rows.push(row);
  if (rows.length > most) rows.shift();
}

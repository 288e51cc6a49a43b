import type { Fields } from "../schema/plain-object";

/** An object exists, but not all that was asked for is done. Carries what is, so that the next run does the rest. */
export class PartialFailure extends Error {
  override readonly name = "PartialFailure";

  constructor(
    readonly id: string,
    readonly outputs: Fields,
    readonly reasons: readonly string[],
    options?: ErrorOptions,
  ) {
    super(reasons.join("\n"), options);
  }
}

import type { Fields } from "../../schema/plain-object";

/** An object exists, but not all is done: the engine keeps it, and the next `up` updates it. */
export class InitFailed extends Error {
  override readonly name = "InitFailed";

  constructor(
    readonly id: string,
    readonly properties: Fields,
    readonly inputs: Fields,
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("\n"));
  }
}

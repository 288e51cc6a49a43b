import type { Fields } from "../schema/plain-object";
import type { Problem } from "../schema/problem";

/** What a check found: inputs as they go into state, or, where something is wrong with them, as they were given. */
export interface Checked<Inputs = Fields> {
  readonly inputs: Inputs;
  readonly problems: readonly Problem[];
}

/** Here what a program gave becomes what the schema says: where nothing is wrong, inputs have its types. */
export const checked = <Inputs extends object>(
  given: Fields,
  problems: readonly Problem[],
  normalise: () => Fields,
): Checked<Inputs> => ({ inputs: (problems.length > 0 ? given : normalise()) as Inputs, problems });

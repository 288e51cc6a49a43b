import type { Fields } from "../../../provider/schema/plain-object";
import type { ByHand } from "../by-hand";

/** A program's arguments for a resource, and what they take for granted. */
export interface Sample {
  readonly title: string;
  readonly inputs: Fields;
}

/** What the contract needs of a resource beyond its schema. */
export interface Samples {
  /** Valid arguments, which together set every field. */
  readonly programs: readonly Sample[];
  /** What others have made in the workspace by then. */
  readonly others?: (byHand: ByHand) => Promise<void>;
  /** Another value of a field, by its path, where any text will not do. */
  readonly otherValues?: Readonly<Record<string, unknown>>;
  /** Fields that cannot change alone or are in no sample, each with the reason. */
  readonly apart?: Readonly<Record<string, string>>;
  /** Calls that a change of a field makes beside the one that its fact names, each with the reason. */
  readonly also?: Readonly<Record<string, { readonly call: string; readonly because: string }>>;
  /** The id that state has for what these arguments make. */
  readonly id: (inputs: Fields) => string;
}

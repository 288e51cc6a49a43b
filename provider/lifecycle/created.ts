import type { Fields } from "../schema/plain-object";

/** An object that exists, and what state holds of it. */
export interface Created<State = Fields> {
  readonly id: string;
  readonly outputs: State;
}

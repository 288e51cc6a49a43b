import type { Checked } from "../check/checked";
import type { Fields } from "../schema/plain-object";
import type { Problem } from "../schema/problem";
import type { Created } from "./created";
import type { Operation } from "./operation";
import type { Preflight } from "./preflight/preflight";

/** What a change of inputs does to a resource. */
export interface Diff {
  readonly changes: boolean;
  /** Inputs that force a replacement, each with the reason. */
  readonly replaces: readonly { readonly input: string; readonly path: string; readonly reason: string }[];
  /** Whether the old object must go first, because both would have one name. */
  readonly deleteBeforeReplace: boolean;
  /** Why there is an update that no difference of inputs shows. */
  readonly notes?: readonly string[];
  /** What an update will do and by which requests, for a preview. */
  readonly will?: readonly string[];
}

/**
 * Whether the endpoint that a resource refers to is one of the same program, which may change it before; a list names the
 * models that the program has it serve.
 */
export type SharedHere = boolean | readonly string[];

/** What there is of an object: its inputs as drift is judged by, and outputs for state. */
export interface ReadResult<Inputs = Fields, State = Fields> {
  readonly inputs: Inputs;
  readonly outputs: State;
}

/**
 * The life of a resource, without a word on how it is called: a dynamic provider and a native plugin serve the same.
 *
 * @typeParam Inputs what a program says, checked; secrets stand where they belong
 * @typeParam State what is known of the object: the inputs that are done, and what the workspace answered last
 */
export interface ResourceLifecycle<Inputs = Fields, State = Fields> {
  /** Says everything that is wrong with the inputs, without the network; fills in defaults. Parts may be unknown. */
  check(olds: State, news: Fields, urn: string): Checked<Inputs>;
  /**
   * Looks at the workspace, in a preview, for what would fail later. Parts may be unknown.
   */
  preflight(
    olds: State,
    news: Inputs,
    operation: Operation,
    preflight: Preflight,
    sharedHere: SharedHere,
  ): Promise<Problem[]>;
  /** Compares, without the network. Parts of the inputs may be unknown. */
  diff(olds: State, news: Inputs): Diff;
  /** By what a run remembers the objects that state speaks of; none where nothing is ever deleted, or nothing is known. */
  claimsOf(state: State): readonly string[];
  create(inputs: Inputs, operation: Operation): Promise<Created<State>>;
  /** Undefined where the object is gone. */
  read(
    id: string,
    last: State,
    operation: Operation,
  ): Promise<ReadResult<Partial<Inputs>, State> | undefined>;
  update(id: string, olds: State, news: Inputs, operation: Operation): Promise<State>;
  delete(id: string, olds: State, operation: Operation): Promise<void>;
}

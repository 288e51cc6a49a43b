import type { Checked } from "../check/check-endpoint";
import type { Fields } from "../schema/plain-object";
import type { Problem } from "../schema/problem";
import type { Created } from "./endpoint/create-endpoint";
import type { Operation } from "./operation";
import type { Preflight } from "./preflight/preflight";
import type { ReadResult } from "./endpoint/read-endpoint";

/** What a change of inputs does to a resource. */
export interface Diff {
  readonly changes: boolean;
  /** Inputs that force a replacement, each with the reason. */
  readonly replaces: readonly { readonly input: string; readonly path: string; readonly reason: string }[];
  /** Whether the old object must go first, because both would have one name. */
  readonly deleteBeforeReplace: boolean;
  /** Why there is an update that no difference of inputs shows. */
  readonly notes?: readonly string[];
}

/** The life of a resource, without a word on how it is called: a dynamic provider and a native plugin serve the same. */
export interface ResourceLifecycle {
  /** Says everything that is wrong with the inputs, without the network; fills in defaults. */
  check(olds: Fields, news: Fields, urn: string): Checked;
  /**
   * Looks at the workspace, in a preview, for what would fail later.
   *
   * @param sharedHere whether the endpoint is one of the same program, which may change it before
   */
  preflight(
    olds: Fields,
    news: Fields,
    operation: Operation,
    preflight: Preflight,
    sharedHere: boolean,
  ): Promise<Problem[]>;
  /** Compares, without the network. */
  diff(olds: Fields, news: Fields): Diff;
  create(inputs: Fields, operation: Operation): Promise<Created>;
  /** Undefined where the object is gone. */
  read(id: string, last: Fields, operation: Operation): Promise<ReadResult | undefined>;
  update(id: string, olds: Fields, news: Fields, operation: Operation): Promise<Fields>;
  delete(id: string, olds: Fields, operation: Operation): Promise<void>;
}

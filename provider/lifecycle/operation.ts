import type { Clock } from "../client/api/clock";
import type { Workspace } from "../client/workspace";
import type { CreateRecords } from "./create-records";

/** Where an operation says how it gets on. */
export interface Reporter {
  /** Shown live on the resource's own line, and not kept. */
  progress(message: string): void;
  /** Kept, on the resource. */
  info(message: string): void;
  /** Kept, on the resource, as a warning. */
  warn(message: string): void;
}

/** What an operation on a resource works with. Time and network come from outside, so that tests can hold both. */
export interface Operation {
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly createRecords: CreateRecords;
  /** Identifies the resource across runs. */
  readonly urn: string;
}

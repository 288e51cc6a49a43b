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

/**
 * Ids of what this run created or took over. The engine may create first and delete afterwards (a forced replacement, a
 * renamed resource that adopts): a delete by name would then remove what the program has just asked for.
 */
export type Claims = Pick<Set<string>, "add" | "has">;

/** What an operation on a resource works with. Time and network come from outside, so that tests can hold both. */
export interface Operation {
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly createRecords: CreateRecords;
  readonly claims: Claims;
  /** Identifies the resource across runs. */
  readonly urn: string;
}

/** What a write of an endpoint's config works with, whoever makes it. */
export type Writing = Pick<Operation, "workspace" | "clock" | "reporter">;

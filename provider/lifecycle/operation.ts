import type { Clock } from "../client/api/clock";
import type { Workspace } from "../client/workspace";
import type { Fields } from "../schema/plain-object";
import type { CreateRecords } from "./create-records";

/** Where an operation says how it gets on. */
export interface Reporter {
  /** Shown live on the resource's own line, and not kept. */
  progress(message: string): void;
  /** Kept, on the resource. */
  info(message: string): void;
  /** Kept, on the resource, as a warning. */
  warn(message: string): void;
  /** Begins a wait, which holds one of the operations that run at a time. */
  waiting?(): Waiting;
}

/** A wait for a roll-out. */
export interface Waiting {
  /** What to say of it where waits hold up other resources. */
  note(): string | undefined;
  end(): void;
}

/**
 * What stands for the objects that this run created or took over. The engine may create first and delete afterwards (a forced replacement, a
 * renamed resource that adopts): a delete by name would then remove what the program has just asked for.
 */
export type Claims = Pick<Set<string>, "add" | "has">;

/** What state holds for a resource. */
export interface Held {
  readonly id: string;
  readonly outputs: Fields;
}

/** What an operation on a resource works with. Time and network come from outside, so that tests can hold both. */
export interface Operation {
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly createRecords: CreateRecords;
  readonly claims: Claims;
  /**
   * What the stack's state holds for this resource, where that can be asked: in a replacement by force the engine shows
   * nothing of it. Takes a while: for what would be refused otherwise.
   */
  readonly held?: () => Promise<readonly Held[]>;
  /** Identifies the resource across runs. */
  readonly urn: string;
}

/** What a write of an endpoint's config works with, whoever makes it. */
export type Writing = Pick<Operation, "workspace" | "clock" | "reporter">;

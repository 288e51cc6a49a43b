import type { ResourceType } from "../../provider/registered-resources";
import type { Fields } from "../../provider/schema/plain-object";

/** Where a provider connects to. */
export interface WorkspaceAddress {
  readonly host: string;
  readonly token: string;
}

/**
 * A resource as the engine sees it, over whichever transport. Arguments are what a program writes; a value that is not
 * known yet is `UNKNOWN`. What a call answers as inputs or outputs goes back into the next call as it came.
 */
export interface ServedResource {
  /** What a preview, or an update, says is wrong with the arguments; one problem on a line. */
  check(olds: Fields, news: Fields): Promise<{ inputs: Fields; problems: string[] }>;
  diff(id: string, outputs: Fields, inputs: Fields): Promise<{ changes: boolean; replaces: string[] }>;
  create(inputs: Fields): Promise<{ id: string; outputs: Fields }>;
  /** Undefined where the object is gone. */
  read(id: string, outputs: Fields): Promise<{ inputs: Fields; outputs: Fields } | undefined>;
  update(id: string, outputs: Fields, inputs: Fields): Promise<Fields>;
  delete(id: string, outputs: Fields): Promise<void>;
}

/** One process of the provider, which serves one run of the engine. */
export interface ServedRun {
  /** @param name of the resource in the program */
  resource(type: ResourceType, name: string): ServedResource;
  end(): Promise<void>;
}

/** A way in which an engine reaches the provider. */
export interface TestedTransport {
  readonly name: string;
  start(workspace: WorkspaceAddress): Promise<ServedRun>;
}

import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import { EditRefused } from "../../plan/config-edits";
import type { Fields } from "../../schema/plain-object";
import { EndpointMissing, StillUpdating } from "../endpoint/settle-config";
import type { Operation } from "../operation";
import { EndpointRemade, ownershipOf, type KnownEndpoint } from "../own-endpoint";
import { PartialFailure } from "../partial-failure";
import { submitWrite } from "./config-queue";
import type { ConfigWrite } from "./write-config";

/** A resource that is a part of an endpoint's config. */
export interface Part {
  readonly id: string;
  readonly endpoint: string;
  /** What state knows of the endpoint; undefined for a part that is being created. */
  readonly known: KnownEndpoint | undefined;
  /** What to do where the endpoint has been made anew. */
  readonly ifRemade: string;
}

/**
 * Writes a shared config for a resource that is a part of it. Where the time is over while the server still works, the
 * resource is kept, and the next run goes on waiting.
 *
 * @param outputs state of the resource, from what the server says
 * @throws AnotherWorkspace, EndpointRemade before anything is sent
 */
export async function writePart(
  part: Part,
  write: ConfigWrite,
  operation: Operation,
  deadline: number,
  outputs: (answer: SeenEndpoint) => Fields,
): Promise<SeenEndpoint> {
  const { id, endpoint, known } = part;
  const guarded = known === undefined ? write : { ...write, guard: guardOf({ ...part, known }, operation) };
  try {
    return await submitWrite(endpoint, guarded, operation, deadline);
  } catch (error) {
    if (error instanceof StillUpdating) {
      throw new PartialFailure(id, outputs(error.endpoint), [error.message], { cause: error });
    }
    // One that is gone in another workspace is not gone.
    if (error instanceof EndpointMissing && known !== undefined)
      ownershipOf(endpoint, known, undefined, operation.workspace);
    if (error instanceof EndpointMissing) throw new NoEndpointToAttachTo(endpoint, operation.workspace.host);
    throw error instanceof Refused ? error.cause : error;
  }
}

/** There is no endpoint that a part could belong to. */
export class NoEndpointToAttachTo extends Error {
  override readonly name = "NoEndpointToAttachTo";

  constructor(endpoint: string, host: string) {
    super(
      `There is no endpoint ${JSON.stringify(endpoint)} on ${host}. Create it first, with allowAttachedModels: true, or correct the name.`,
    );
  }
}

/** An edit that its own guard refused: those that are sent together with it go on. */
class Refused extends EditRefused {
  constructor(override readonly cause: Error) {
    super(cause.message);
  }
}

function guardOf(
  { endpoint, known, ifRemade }: Part & { readonly known: KnownEndpoint },
  { workspace }: Operation,
): (seen: SeenEndpoint) => void {
  return (seen) => {
    try {
      if (ownershipOf(endpoint, known, seen, workspace) === "remade")
        throw new EndpointRemade(endpoint, known, seen, ifRemade);
    } catch (error) {
      throw new Refused(error as Error);
    }
  };
}

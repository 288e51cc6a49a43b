import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import type { ServingEndpointState } from "../../resources/serving-endpoint";
import { forgetCreate } from "../begin-create";
import { deadlineOf } from "../deadline";
import type { Operation } from "../operation";
import { EndpointRemade, ownershipOf } from "../own-endpoint";
import { untilGone } from "../until-gone";
import { recogniseOwn } from "./recognise-own";

/**
 * Deletes an endpoint; one that is gone already is fine. One look before tells whose endpoint it is now.
 *
 * @throws AnotherWorkspace, EndpointRemade before anything is sent
 */
export async function deleteEndpoint(
  id: string,
  olds: ServingEndpointState,
  operation: Operation,
): Promise<void> {
  const { workspace, clock, claims, reporter } = operation;
  const deadline = deadlineOf("delete", olds, clock);
  const seen = await workspace.servingEndpoints.get(id, { deadline });
  const doomed = await ours(id, olds, seen, operation);
  if (doomed !== undefined && claims.has(doomed.id)) {
    reporter.warn(
      `Endpoint ${JSON.stringify(id)} is kept: this run has created it or taken it over, for this resource or another one.`,
    );
    return;
  }
  if (doomed !== undefined) await remove(doomed, deadline, operation);
  forgetCreate(id, operation);
}

/** The endpoint, where it is the one that state speaks of. */
async function ours(
  id: string,
  olds: ServingEndpointState,
  seen: SeenEndpoint | undefined,
  operation: Operation,
): Promise<SeenEndpoint | undefined> {
  const ownership = ownershipOf(id, olds, seen, operation.workspace);
  if (seen === undefined) return undefined;
  if (olds.endpointId === undefined) return unclearCreate(id, olds, seen, operation);
  if (ownership === "same") return seen;
  throw new EndpointRemade(
    id,
    olds,
    seen,
    "To delete this one, run `pulumi refresh` first; to leave it, run `pulumi state delete` on the resource.",
  );
}

/** State holds a create of which nobody knows whether it was carried out: only what is surely its own goes. */
async function unclearCreate(
  id: string,
  olds: ServingEndpointState,
  seen: SeenEndpoint,
  operation: Operation,
): Promise<SeenEndpoint | undefined> {
  const { createRecords, workspace, reporter, urn } = operation;
  const since = createRecords.find(urn, id, workspace.host)?.begunAt;
  const recognition = await recogniseOwn(seen, olds, since, operation);
  if (recognition.ours) return seen;
  reporter.warn(
    `Endpoint ${JSON.stringify(id)} is kept: it is not known to be the one that this resource began to create (${recognition.because}).`,
  );
  return undefined;
}

async function remove({ name, id }: SeenEndpoint, deadline: number, operation: Operation): Promise<void> {
  const client = operation.workspace.servingEndpoints;
  await untilGone(
    {
      call: `DELETE endpoint ${JSON.stringify(name)}`,
      what: "the endpoint",
      deadline,
      send: () => client.delete(name, { deadline }),
      isThere: async () => (await client.get(name, { deadline }))?.id === id,
    },
    operation,
  );
}

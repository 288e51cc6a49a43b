import type { Fields } from "../../schema/plain-object";
import { deadlineOf } from "../deadline";
import type { Operation } from "../operation";
import { undefinedIfMissing } from "../undefined-if-missing";

/** Deletes an endpoint; one that is gone already is fine. */
export async function deleteEndpoint(id: string, olds: Fields, operation: Operation): Promise<void> {
  const { workspace, clock, createRecords, urn } = operation;
  await workspace
    .deleteEndpoint(id, { deadline: deadlineOf("delete", olds, clock) })
    .catch(undefinedIfMissing);
  createRecords.end(urn, id, workspace.host);
}

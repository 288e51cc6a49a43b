import type { StoredEndpoint, StoredEntity } from "../serving/stored-endpoint";
import type { Workspace } from "../workspace/workspace";

/** Counts a finished request for the endpoint's metrics. */
export function countCall(
  { calls }: Workspace,
  endpoint: StoredEndpoint,
  entity: StoredEntity,
  status: number,
): void {
  const key = `${endpoint.id} ${entity.name}`;
  const counts = calls.get(key) ?? { requests: 0, clientErrors: 0, serverErrors: 0 };
  counts.requests += 1;
  if (status >= 500) counts.serverErrors += 1;
  else if (status >= 400) counts.clientErrors += 1;
  calls.set(key, counts);
}

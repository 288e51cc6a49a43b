import type { StoredService } from "../unity-catalog/stored-service";
import type { Workspace } from "../workspace/workspace";

/** Counts a finished request, or a failed attempt before a fallback, for its destination. */
export function countRequest(
  { serviceMetrics }: Workspace,
  { id }: StoredService,
  destination: string | undefined,
  status: number,
  tokens = 0,
): void {
  let all = serviceMetrics.get(id);
  if (all === undefined) serviceMetrics.set(id, (all = []));
  let counts = all.find((one) => one.destination === destination);
  if (counts === undefined) {
    counts = {
      ...(destination !== undefined && { destination }),
      requests: 0,
      clientErrors: 0,
      serverErrors: 0,
      tokens: 0,
    };
    all.push(counts);
  }
  counts.requests += 1;
  counts.tokens += tokens;
  if (status >= 500) counts.serverErrors += 1;
  else if (status >= 400) counts.clientErrors += 1;
}

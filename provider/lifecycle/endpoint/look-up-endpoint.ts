import type { RemoteEndpoint } from "../../client/serving-endpoints/remote-endpoint";
import type { Workspace } from "../../client/workspace";
import { nearestNames } from "../../text/nearest-names";

/** There is no endpoint of this name; the message names those that may have been meant. */
export class NoSuchEndpoint extends Error {
  override readonly name = "NoSuchEndpoint";

  constructor(endpoint: string, host: string, visible: readonly string[]) {
    const near = nearestNames(endpoint, visible);
    const others =
      near.length > 0
        ? `Did you mean ${near.map((name) => JSON.stringify(name)).join(" or ")}?`
        : visible.length === 0
          ? "No endpoint is visible to you there."
          : `None of the ${visible.length} that are visible to you has a name like it.`;
    super(`There is no serving endpoint ${JSON.stringify(endpoint)} on ${host}. ${others}`);
  }
}

/**
 * An endpoint that must be there.
 *
 * @throws NoSuchEndpoint where it is not
 * @throws ApiError where it cannot be read
 */
export async function lookUpEndpoint(name: string, workspace: Workspace): Promise<RemoteEndpoint> {
  const endpoint = await workspace.servingEndpoints.get(name);
  if (endpoint !== undefined) return endpoint;
  // Who may not list endpoints still gets the error that counts.
  const list = await workspace.servingEndpoints.list().catch(() => []);
  throw new NoSuchEndpoint(
    name,
    workspace.host,
    list.map((item) => item.name),
  );
}

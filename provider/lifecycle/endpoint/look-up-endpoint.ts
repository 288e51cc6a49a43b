import { nearestNames } from "../../text/nearest-names";
import type { Json } from "../../schema/json";
import type { Workspace } from "../../client/workspace";
import { fieldsOf, listOf } from "../../schema/plain-object";
import { undefinedIfMissing } from "../undefined-if-missing";

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
 * What `GET` answers of an endpoint that must be there.
 *
 * @throws NoSuchEndpoint where it is not
 * @throws ApiError where it cannot be read
 */
export async function lookUpEndpoint(name: string, workspace: Workspace): Promise<Json> {
  const answer = await workspace.getEndpoint(name).catch(undefinedIfMissing);
  if (answer !== undefined) return answer.json as Json;
  // Who may not list endpoints still gets the error that counts.
  const list = await workspace.listEndpoints().catch(() => ({ json: {} }));
  const visible = listOf(fieldsOf(list.json)["endpoints"]).map((item) => String(fieldsOf(item)["name"]));
  throw new NoSuchEndpoint(name, workspace.host, visible);
}

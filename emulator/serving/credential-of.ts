import { digest } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import type { StoredEntity } from "./stored-endpoint";

/**
 * The value of a served entity's credential, as it was when the configuration was sent. Values are kept in memory alone;
 * after a restart one that came from a scope is found there again, as long as it was not rotated.
 */
export function credentialOf(
  { credentialDigests }: StoredEntity,
  field: string,
  { credentials, world }: Workspace,
): string | undefined {
  const wanted = credentialDigests[field];
  if (wanted === undefined) return undefined;
  const known = credentials.get(wanted);
  if (known !== undefined) return known;
  return Object.values(world.scopes)
    .flatMap(({ secrets }) => Object.values(secrets))
    .map(({ value }) => Buffer.from(value, "base64").toString("utf8"))
    .find((value) => digest(value) === wanted);
}

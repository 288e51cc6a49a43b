import { createHash } from "node:crypto";
import type { Workspace } from "../workspace/workspace";
import { refuse } from "./refusals";
import type { StoredService } from "./stored-service";

/**
 * A service's etag: base64 that starts with `+` and ends with `=`, so that a client that does not encode it in a query
 * is found out, as it would be at random by a real one.
 */
export function etagOf({ id, version }: Pick<StoredService, "id" | "version">): string {
  const digest = createHash("sha256").update(`${id} ${version}`).digest().subarray(0, 8);
  return Buffer.concat([Buffer.from([0xfb, 0xef]), digest]).toString("base64");
}

/**
 * Lets a change through when it is unconditional, or when nothing changed since its etag was read.
 *
 * @throws ApiError as the switches say of `etagStale`, 400 for what is no etag at all.
 */
export function checkEtag(given: string | undefined, service: StoredService, workspace: Workspace): void {
  if (!given) return;
  if (!/^[A-Za-z\d+/_-]+={0,2}$/.test(given)) throw refuse(workspace, "etagInvalid");
  if (given !== etagOf(service)) throw refuse(workspace, "etagStale", { name: service.fullName });
}

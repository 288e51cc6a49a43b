import { fieldsOf } from "../../provider/schema/plain-object";
import type { StackMember } from "./rule-definition";

/** A provider that the engine makes where a program names none: `…::default`, `…::default_1_110_0`. */
const DEFAULT_PROVIDER = /::default(?:_[\w-]+)?$/;

/**
 * What tells a resource's workspace from others: the host of its explicit provider, or the provider itself while its host
 * is not known, and the workspace of `providerConfig`. All that have no explicit provider share one.
 */
export function workspaceOf({ provider, fields }: Pick<StackMember, "provider" | "fields">): string {
  const { workspaceId } = fieldsOf(fields["providerConfig"]);
  const own = typeof workspaceId === "string" ? `#${workspaceId}` : "";
  if (provider === undefined || DEFAULT_PROVIDER.test(provider.urn)) return own;
  const host = provider.host
    ?.toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/\/+$/, "");
  return `${host ?? provider.urn}${own}`;
}

import { keyShaped } from "../../provider/schema/key-shaped";
import { mayHoldKey } from "../../provider/schema/may-hold-key";
import { isUnknown } from "../../provider/schema/unknown";

const LONGEST = 80;

/**
 * A value for a message: quoted and cut short, or what it looks like where it looks like a key. Reports are printed,
 * stored and sent to pull requests, and a rule cannot tell a secret from any other text.
 */
export function showValue(value: unknown): string {
  if (isUnknown(value)) return "a value that is not known yet";
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return Array.isArray(value) ? "a list" : "an object";
  const kind = keyShaped(value);
  if (kind !== undefined) return `a text that looks like ${kind}`;
  if (mayHoldKey(value)) return "a text that may be a key (not shown)";
  return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
}

/** The host of a URL for a message, without anything that may hold a credential. */
export function showHost(url: string): string {
  const host = URL.canParse(url) ? new URL(url).host : undefined;
  return host === undefined || host === "" ? "something that is no URL" : showValue(host);
}

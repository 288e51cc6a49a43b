import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { takeOutSecrets } from "../provider/resources/secret-values";

/**
 * Arguments as they are registered: plaintext credentials apart from the rest, in one secret property. Pulumi keeps
 * secretness by top-level property, so that one key inside `config` would hide all of it from state and previews.
 * Nothing is resolved on the way: secretness spreads through `apply`.
 */
export function apartFromSecrets(schema: z.core.$ZodType, args: object): Record<string, unknown> {
  const { inputs, secretValues } = takeOutSecrets(schema, { ...args }, isOpaque);
  const paths = Object.entries(secretValues);
  if (paths.length === 0) return { ...inputs, secretValues: NONE };
  // Each value on its own, so that the paths stay known in a preview where a value is not.
  const each = paths.map(([path, value]) => [path, pulumi.secret(value)] as const);
  return { ...inputs, secretValues: Object.fromEntries(each) };
}

/** Empty but secret: what check() takes out later, of an Output or of what a transform added, is then secret as well. */
const NONE = pulumi.secret({});

/** What cannot be looked into while the program runs. */
function isOpaque(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null;
}

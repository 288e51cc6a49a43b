import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { takeOutSecrets } from "../provider/resources/secret-values";

/**
 * Arguments as they are registered: plaintext credentials apart from the rest, in one secret property. Pulumi keeps
 * secretness by top-level property, so that one key inside `config` would hide all of it from state and previews.
 * Nothing is resolved on the way: secretness spreads through `apply`.
 */
export function apartFromSecrets(schema: z.core.$ZodType, args: object): Record<string, unknown> {
  const { inputs, secretValues, opaque } = takeOutSecrets(schema, { ...args }, isOpaque);
  const paths = Object.entries(secretValues);
  // Empty but secret: what check() takes out of an opaque part later is then secret as well.
  if (paths.length === 0) return opaque ? { ...inputs, secretValues: pulumi.secret({}) } : inputs;
  // Each value on its own, so that the paths stay known in a preview where a value is not.
  const each = paths.map(([path, value]) => [path, pulumi.secret(value)] as const);
  return { ...inputs, secretValues: Object.fromEntries(each) };
}

/** What cannot be looked into while the program runs. */
function isOpaque(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null;
}

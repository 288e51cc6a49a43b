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
  if (Object.keys(secretValues).length === 0 && !opaque) return inputs;
  return { ...inputs, secretValues: pulumi.secret(secretValues) };
}

/** What cannot be looked into while the program runs. */
function isOpaque(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null;
}

import * as z from "zod";
import { differences } from "./differences";
import { factsOf } from "./field-facts";
import { isPlainObject } from "./plain-object";
import { objectOf, unwrap } from "./schema-walk";

/** A path of an update mask, and the fields that differ below it. */
export interface MaskedChange {
  readonly mask: string;
  readonly paths: readonly string[];
}

/**
 * The smallest masks that bring one value of a schema to another, in the schema's order.
 *
 * @param schema whose fields carry masks
 */
export function maskedChanges(schema: z.core.$ZodType, olds: unknown, news: unknown): MaskedChange[] {
  const byMask = new Map<string, string[]>();

  function walk(at: z.core.$ZodType, before: unknown, after: unknown, path: string): void {
    const object = objectOf(at, after);
    if (object === undefined || !isPlainObject(before) || !isPlainObject(after)) return;
    for (const [field, below] of Object.entries(object.shape)) {
      const here = path === "" ? field : `${path}.${field}`;
      const paths = differences(below, before[field], after[field], here).map((one) => one.path);
      if (paths.length === 0) continue;
      if (holdsMasks(below) && isPlainObject(before[field]) && isPlainObject(after[field])) {
        walk(below, before[field], after[field], here);
        continue;
      }
      // A part that holds masks, and is missing or not known yet, is changed as a whole.
      const mask = factsOf(below).mask ?? (holdsMasks(below) ? path : undefined);
      if (mask !== undefined) byMask.set(mask, [...(byMask.get(mask) ?? []), ...paths]);
    }
  }

  walk(schema, olds, news, "");
  return [...byMask].map(([mask, paths]) => ({ mask, paths: [...new Set(paths)] }));
}

function holdsMasks(schema: z.core.$ZodType): boolean {
  const inner = unwrap(schema);
  const options = inner instanceof z.ZodDiscriminatedUnion ? inner.options : [inner];
  return options.some(
    (option) =>
      option instanceof z.ZodObject &&
      Object.values(option.shape as z.ZodRawShape).some(
        (below) => factsOf(below).mask !== undefined || holdsMasks(below),
      ),
  );
}

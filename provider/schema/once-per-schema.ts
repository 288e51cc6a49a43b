import type * as z from "zod";

/**
 * A question to a schema, answered once: schemas are never changed after they are made, are walked for each resource in each
 * call, and zod's own look-ups (`instanceof`, registries) cost more than the walk itself.
 */
export function oncePerSchema<S extends z.core.$ZodType, T>(answer: (schema: S) => T): (schema: S) => T {
  const answers = new WeakMap<S, T>();
  return (schema) => {
    const known = answers.get(schema);
    if (known !== undefined) return known;
    const found = answer(schema);
    answers.set(schema, found);
    return found;
  };
}

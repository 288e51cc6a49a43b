import type * as z from "zod";
import { factsOf } from "./field-facts";

/** What a resource is: its inputs, with a fact on each that says what a change of it does, and its outputs. */
export interface ResourceDefinition<I extends z.ZodRawShape, O extends z.ZodRawShape> {
  /** Name of the class, and the last part of the type token. */
  readonly type: string;
  readonly inputs: z.ZodObject<I, z.core.$strict>;
  readonly outputs: z.ZodObject<O>;
}

/** Holds a definition to its promise: every input says which call updates it, that it replaces, or that it stays here. */
export function defineResource<I extends z.ZodRawShape, O extends z.ZodRawShape>(
  definition: ResourceDefinition<I, O>,
): ResourceDefinition<I, O> {
  for (const [field, schema] of Object.entries(definition.inputs.shape)) {
    const { updatedBy, replaces, local, mask, grants } = factsOf(schema);
    if ([updatedBy, replaces, local, mask, grants].every((fact) => fact === undefined)) {
      throw new Error(`${definition.type}.${field} does not say what a change of it does.`);
    }
  }
  return definition;
}

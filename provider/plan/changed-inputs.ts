import type * as z from "zod";
import { differences, type Difference } from "../schema/differences";
import { factsOf, type FieldFacts } from "../schema/field-facts";

/** An input that differs between state and program, and what its schema says of a change. */
export interface ChangedInput<Inputs> {
  readonly input: keyof Inputs & string;
  readonly facts: FieldFacts;
  readonly differences: readonly Difference[];
}

/** A change that the API cannot make in place. */
export interface Replacement {
  readonly input: string;
  readonly path: string;
  readonly reason: string;
}

/**
 * The inputs that differ, in the schema's order.
 *
 * @param shape of the inputs that are compared
 * @param olds what state holds
 * @param news checked inputs; in a preview parts of them may be unknown
 */
export function changedInputs<Inputs extends object>(
  shape: z.ZodRawShape,
  olds: Partial<Inputs>,
  news: Inputs,
): ChangedInput<Inputs>[] {
  return (Object.entries(shape) as [keyof Inputs & string, z.core.$ZodType][]).flatMap(([input, schema]) => {
    const found = differences(schema, olds[input], news[input], input);
    return found.length === 0 ? [] : [{ input, facts: factsOf(schema), differences: found }];
  });
}

/** What of a change forces a replacement: the input itself, or fields within it. */
export const replacementsOf = <Inputs>({
  input,
  facts,
  differences,
}: ChangedInput<Inputs>): Replacement[] => [
  ...(facts.replaces === undefined ? [] : [{ input, path: input, reason: facts.replaces }]),
  ...differences.flatMap(({ path, facts: { replaces } }) =>
    replaces === undefined || path === input ? [] : [{ input, path, reason: replaces }],
  ),
];

/** Names of the changed inputs that stay here: recorded, never sent. */
export const recordedOf = <Inputs>(changed: readonly ChangedInput<Inputs>[]): (keyof Inputs & string)[] =>
  changed.flatMap(({ input, facts }) => (facts.local === undefined ? [] : [input]));

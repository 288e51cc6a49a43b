import * as z from "zod";
import { factsOf } from "../../provider/schema/field-facts";
import { unwrap } from "../../provider/schema/schema-walk";

/** Other values that a field may have, as far as its schema says; the likeliest first. */
export function otherValues(schema: z.core.$ZodType, value: unknown): unknown[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodBoolean) return [value !== true];
  if (inner instanceof z.ZodEnum) return inner.options.filter((option) => option !== value);
  if (typeof value === "number") return fitting(schema, [value + 1, value - 1]);
  if (typeof value !== "string") return [];
  if (factsOf(schema).secretReference === true) {
    return ["other", "spare"].map((key) => `{{secrets/keys/${key}}}`).filter((other) => other !== value);
  }
  const nextNumber = value.replace(/\d+/, (digits) => String(Number(digits) + 1));
  return fitting(schema, [`${value}2`, nextNumber, `x${value}`]).filter((other) => other !== value);
}

/** A value for a field that no sample sets; undefined where its schema asks for more than a type. */
export function someValue(schema: z.core.$ZodType): unknown {
  const inner = unwrap(schema);
  const candidates =
    inner instanceof z.ZodBoolean
      ? [true]
      : inner instanceof z.ZodEnum
        ? inner.options
        : inner instanceof z.ZodNumber
          ? [1, 0]
          : ["some"];
  return fitting(schema, candidates)[0];
}

const fitting = (schema: z.core.$ZodType, values: readonly unknown[]): unknown[] =>
  values.filter((value) => z.safeParse(schema, value).success);

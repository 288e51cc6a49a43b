import * as z from "zod";
import { factsOf } from "../schema/field-facts";
import { entityName } from "./entity-name";
import { fieldsOf, type Fields } from "../schema/plain-object";
import { objectOptions, unwrap } from "../schema/schema-walk";

/** Plaintext credentials apart from the inputs they stood in; keys are paths such as `config.servedEntities[gpt-4o].…`. */
export type SecretValues = Record<string, unknown>;

/** Inputs without their plaintext credentials, and these by path. */
export interface Split {
  readonly inputs: Fields;
  readonly secretValues: SecretValues;
}

/**
 * Takes plaintext credentials out of inputs of `schema`, without resolving anything: where `isOpaque` says so (an
 * Output in a program, an unknown value in a preview), that part stays as it is. A credential itself may be opaque.
 */
export function takeOutSecrets(
  schema: z.core.$ZodType,
  inputs: Fields,
  isOpaque: (value: unknown) => boolean,
): Split {
  const secretValues: SecretValues = {};

  function walk(at: z.core.$ZodType, value: unknown, path: string): unknown {
    if (isOpaque(value)) return value;
    const inner = unwrap(at);
    if (inner instanceof z.ZodArray && Array.isArray(value)) {
      return value.map((item, index) => {
        const name = isOpaque(item) ? undefined : entityName(item);
        return walk(inner.element, item, `${path}[${name ?? index}]`);
      });
    }
    const fields = fieldsOfSchema(inner);
    if (fields === undefined || value === null || typeof value !== "object") return value;
    const rest: Fields = {};
    for (const [field, item] of Object.entries(value)) {
      const known = fields.get(field);
      const below = path === "" ? field : `${path}.${field}`;
      if (known !== undefined && factsOf(known).plaintextOf !== undefined) {
        if (item !== undefined) secretValues[below] = item;
      } else {
        rest[field] = known === undefined ? item : walk(known, item, below);
      }
    }
    return rest;
  }

  return { inputs: walk(schema, inputs, "") as Fields, secretValues };
}

/** Puts credentials back to where they were taken from; a path that leads nowhere (a part not known yet) is passed over. */
export function putBackSecrets(inputs: Fields, secretValues: SecretValues): Fields {
  const whole = structuredCloneOfPlain(inputs);
  for (const [path, secret] of Object.entries(secretValues)) {
    const parts = path.split(/\.|\[([^\]]*)\]/).filter((part) => part !== undefined && part !== "");
    const field = parts.pop();
    const parent = parts.reduce<unknown>(step, whole);
    if (field !== undefined && parent !== null && typeof parent === "object") {
      (parent as Fields)[field] = secret;
    }
  }
  return whole;
}

function step(value: unknown, part: string): unknown {
  if (Array.isArray(value)) return value.find((item) => entityName(item) === part) ?? value[Number(part)];
  return fieldsOf(value)[part];
}

/** structuredClone refuses symbols, and an unknown value is one. */
function structuredCloneOfPlain<T>(value: T): T {
  if (Array.isArray(value)) return value.map(structuredCloneOfPlain) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, item]) => [field, structuredCloneOfPlain(item)]),
  ) as T;
}

/** The fields of an object, or of all options of a union: which one is meant may not be known yet. */
function fieldsOfSchema(schema: z.core.$ZodType): Map<string, z.core.$ZodType> | undefined {
  const shapes =
    schema instanceof z.ZodObject
      ? [schema.shape as z.ZodRawShape]
      : schema instanceof z.ZodDiscriminatedUnion
        ? objectOptions(schema).map((option) => option.shape)
        : undefined;
  return shapes && new Map(shapes.flatMap((shape) => Object.entries(shape)));
}

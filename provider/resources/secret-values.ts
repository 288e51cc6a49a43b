import * as z from "zod";
import { factsOf, SECRET_REFERENCE } from "../schema/field-facts";
import { fieldsOf, isPlainObject, type Fields } from "../schema/plain-object";
import { oncePerSchema } from "../schema/once-per-schema";
import { objectOptions, unwrap } from "../schema/schema-walk";
import { UNKNOWN } from "../schema/unknown";
import { entityName } from "./entity-name";

/** Secrets apart from the inputs they stood in; keys are paths such as `config.servedEntities[gpt-4o].…`. */
export type SecretValues = Record<string, unknown>;

/** Inputs without their secrets, and these by path. */
export interface Split {
  readonly inputs: Fields;
  readonly secretValues: SecretValues;
}

/** What stands for the value of an environment variable that was taken out: the names stay readable. */
const TAKEN_OUT = "[secret]";

/**
 * Takes secrets out of inputs of `schema`: plaintext credentials, and values of environment variables that are no
 * references. Pulumi keeps secretness by top-level property over the dynamic transport, so that they go into one of their
 * own. Nothing is resolved: where `isOpaque` says so (an Output in a program, an unknown value in a preview), that part
 * stays as it is. A credential itself may be opaque.
 */
export function takeOutSecrets(
  schema: z.core.$ZodType,
  inputs: object,
  isOpaque: (value: unknown) => boolean,
): Split {
  const secretValues = new Map<string, unknown>();

  function walk(at: z.core.$ZodType, value: unknown, path: string): unknown {
    if (isOpaque(value)) return value;
    const inner = unwrap(at);
    if (inner instanceof z.ZodArray && Array.isArray(value)) {
      return value.map((item, index) => {
        const name = isOpaque(item) ? undefined : entityName(item);
        return walk(inner.element, item, `${path}[${quoted(name ?? String(index))}]`);
      });
    }
    if (!isPlainObject(value)) return value;
    if (inner instanceof z.ZodRecord)
      return factsOf(at).concealed === undefined ? value : variables(value, path);
    const fields = fieldsOfSchema(inner);
    if (fields === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([field, item]) => {
        const known = fields.get(field);
        const below = path === "" ? field : `${path}.${field}`;
        if (known === undefined) return [[field, item]];
        if (factsOf(known).plaintextOf === undefined) return [[field, walk(known, item, below)]];
        if (item !== undefined) secretValues.set(below, item);
        return [];
      }),
    );
  }

  function variables(record: Fields, path: string): Fields {
    return Object.fromEntries(
      Object.entries(record).map(([name, value]) => {
        if (value === undefined || (typeof value === "string" && SECRET_REFERENCE.test(value)))
          return [name, value];
        secretValues.set(`${path}[${quoted(name)}]`, value);
        return [name, TAKEN_OUT];
      }),
    );
  }

  const rest = walk(schema, inputs, "") as Fields;
  return { inputs: rest, secretValues: Object.fromEntries(secretValues) };
}

/** An environment variable's shorter text is no secret worth the words it would blot out of every message. */
const SHORTEST_VARIABLE = 8;

/** The secrets in inputs of `schema`, as texts that no message may show. */
export function secretsIn(schema: z.core.$ZodType, inputs: object): string[] {
  const { secretValues } = takeOutSecrets(schema, inputs, (value) => typeof value === "symbol");
  return Object.entries(secretValues).flatMap(([path, value]) => {
    if (typeof value !== "string") return [];
    return isVariablePath(path) && value.length < SHORTEST_VARIABLE ? [] : [value];
  });
}

/** Puts secrets, by path, back to where they were taken from; a path that leads nowhere (a part not known yet) is passed over. */
export function putBackSecrets(inputs: Fields, secretValues: unknown): Fields {
  const whole = copyOfPlain(inputs);
  for (const [path, secret] of Object.entries(fieldsOf(secretValues))) {
    const parts = partsOf(path);
    const field = parts.pop();
    const parent = parts.reduce<unknown>(step, whole);
    if (field !== undefined && isPlainObject(parent)) parent[field] = secret;
  }
  return whole;
}

/**
 * Inputs whose secrets are not known yet: each place of a credential that has neither it nor its reference counts as
 * unknown, so that nothing is taken to be missing.
 */
export function withUnknownSecrets(schema: z.core.$ZodType, value: unknown): unknown {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray && Array.isArray(value))
    return value.map((item) => withUnknownSecrets(inner.element, item));
  const fields = fieldsOfSchema(inner);
  if (fields === null || !isPlainObject(value)) return value;
  const below = Object.entries(value).map(([field, item]) => {
    const known = fields.get(field);
    return [field, known === undefined ? item : withUnknownSecrets(known, item)];
  });
  const missing = [...fields].flatMap(([field, known]) => {
    const { plaintextOf } = factsOf(known);
    return plaintextOf === undefined || value[field] !== undefined || value[plaintextOf] !== undefined
      ? []
      : [[field, UNKNOWN]];
  });
  return Object.fromEntries([...below, ...missing]);
}

/** Whether a path is that of an environment variable. */
export const isVariablePath = (path: string): boolean => /\.environmentVars\[[^\]]*\]$/.test(path);

/** Whether each path of secrets leads to where it was put back to. */
export const holdsAll = (whole: Fields, secretValues: unknown): boolean =>
  Object.keys(fieldsOf(secretValues)).every((path) => {
    const parts = partsOf(path);
    const field = parts.pop();
    const parent = parts.reduce<unknown>(step, whole);
    return field !== undefined && isPlainObject(parent) && Object.hasOwn(parent, field);
  });

/** Names and indices of a path, from the top. */
const partsOf = (path: string): string[] =>
  path
    .split(/\.|\[([^\]]*)\]/)
    .filter((part) => part !== undefined && part !== "")
    .map(unquoted);

/** A name between brackets, without what would end them. */
const quoted = (name: string): string =>
  name.replace(/[%[\].]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

const unquoted = (name: string): string =>
  name.replace(/%(25|5b|5d|2e)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

function step(value: unknown, part: string): unknown {
  if (Array.isArray(value)) return value.find((item) => entityName(item) === part) ?? value[Number(part)];
  return isPlainObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}

/** structuredClone refuses symbols, and an unknown value is one. */
function copyOfPlain<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOfPlain) as T;
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, copyOfPlain(item)])) as T;
}

/** The fields of an object, or of all options of a union: which one is meant may not be known yet. Others have none. */
const fieldsOfSchema = oncePerSchema(
  (schema: z.core.$ZodType): ReadonlyMap<string, z.core.$ZodType> | null => {
    const shapes =
      schema instanceof z.ZodObject
        ? [schema.shape as z.ZodRawShape]
        : schema instanceof z.ZodDiscriminatedUnion
          ? objectOptions(schema).map((option) => option.shape)
          : null;
    return shapes && new Map(shapes.flatMap((shape) => Object.entries(shape)));
  },
);

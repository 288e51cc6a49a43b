import * as z from "zod";
import { factsOf } from "./field-facts";
import { holdsSecrets } from "./holds-secrets";
import { keyShaped } from "./key-shaped";
import { mayHoldKey } from "./may-hold-key";
import { nearest } from "../text/nearest";
import { fieldsOf, ownField, type Fields } from "./plain-object";
import type { Path, Problem } from "./problem";
import { objectOptions, optionOf, schemaAt, unwrap } from "./schema-walk";
import { isUnknown } from "./unknown";

type Issue = z.core.$ZodIssue;

/** All that a schema says against a value; what is not known yet is passed over. */
export function validate(schema: z.ZodType, value: unknown): Problem[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  return result.error.issues
    .filter((issue) => !leadsToUnknown(value, issue.path as Path))
    .flatMap((issue) => problemsOf(schema, value, issue));
}

/** A field's value for a message: short, and never a credential. */
export function describeFound(value: unknown, schema?: z.core.$ZodType): string {
  if (value === undefined || value === null) return "nothing";
  const facts = schema === undefined ? {} : factsOf(schema);
  if (facts.secretReference === true && typeof value === "string")
    return "a text that is no reference (not shown)";
  if (schema !== undefined && holdsSecrets(schema)) return concealedFound(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return "an object";
  if (typeof value !== "string") return String(value);
  const kind = keyShaped(value);
  if (kind !== undefined) return `what looks like ${kind} (not shown)`;
  if (mayHoldKey(value)) return "a text that may be a key (not shown)";
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}…` : value);
}

/** A value of which no message shows more than its kind. */
function concealedFound(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return "an object";
  const kinds: Record<string, string> = { string: "a text", number: "a number", boolean: "true or false" };
  return `${kinds[typeof value] ?? "a value"} that is not shown`;
}

function leadsToUnknown(value: unknown, path: Path): boolean {
  let at = value;
  for (const part of path) {
    if (isUnknown(at)) return true;
    at = at !== null && typeof at === "object" ? (at as Record<string | number, unknown>)[part] : undefined;
  }
  return isUnknown(at);
}

function problemsOf(root: z.ZodType, value: unknown, issue: Issue): Problem[] {
  const path = issue.path as Path;
  const at = schemaAt(root, value, path);
  const found = at.concealed ? concealedFound(at.value) : describeFound(at.value, at.schema);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownField(path, key, at.schema, at.value));
    case "invalid_value": {
      const allowed = issue.values.map(String);
      if (at.schema !== undefined && inAnyCase(at.schema, at.value, allowed)) return [];
      return [{ path, found, allowed: list(allowed), fix: didYouMean(at.value, allowed) }];
    }
    case "invalid_union": {
      const { schema: union, value: parent } = schemaAt(root, value, path.slice(0, -1));
      const inner = union === undefined ? undefined : unwrap(union);
      if (inner instanceof z.ZodDiscriminatedUnion) {
        const allowed = discriminators(inner);
        const chosen = fieldsOf(parent)[inner.def.discriminator];
        const mistake = {
          path,
          found: describeFound(chosen),
          allowed: list(allowed),
          fix: calledOtherwise(inner, chosen) ?? didYouMean(chosen, allowed),
        };
        return [mistake, ...problemsAsMeant(inner, fieldsOf(parent), path.slice(0, -1))];
      }
      return [{ path, found, allowed: "a text or a number" }];
    }
    case "invalid_type":
      return [{ path, found, allowed: expectedOf(issue, at.schema), fix: typeFix(issue.expected, at.value) }];
    case "too_small":
    case "too_big":
      return [{ path, found: lengthOf(at.value) ?? found, allowed: rangeOf(issue) }];
    default:
      return [{ path, found, allowed: issue.message }];
  }
}

/** The discriminator that a word most likely means. */
function discriminatorFor(union: z.ZodDiscriminatedUnion, word: string): string | undefined {
  const called = calledOtherwise(union, word);
  return (
    discriminators(union).find((one) => called?.includes(JSON.stringify(one))) ??
    nearest(word, discriminators(union))
  );
}

/** What else is wrong with a value whose discriminator is misspelt, taken as the option it most likely means. */
function problemsAsMeant(union: z.ZodDiscriminatedUnion, value: Fields, path: Path): Problem[] {
  const field = union.def.discriminator;
  const chosen = value[field];
  const meant = typeof chosen === "string" ? discriminatorFor(union, chosen) : undefined;
  if (meant === undefined) return [];
  return validate(union, { ...value, [field]: meant }).map((problem) => ({
    ...problem,
    path: [...path, ...problem.path],
  }));
}

function unknownField(
  parent: Path,
  key: string,
  schema: z.core.$ZodType | undefined,
  value: unknown,
): Problem {
  const path = [...parent, key];
  const inner = schema === undefined ? undefined : unwrap(schema);
  if (inner instanceof z.ZodDiscriminatedUnion) {
    const field = inner.def.discriminator;
    const chosen = optionOf(inner, value);
    const fields = Object.keys(chosen?.shape ?? {});
    const owner = objectOptions(inner).find(
      (option) => Object.hasOwn(option.shape, key) && !fields.includes(key),
    );
    if (owner !== undefined && chosen !== undefined) {
      const own = fields.find((name) => name.endsWith("Config"));
      const other = (owner.shape[field] as z.ZodLiteral).value;
      return {
        path,
        found: `settings of ${field} ${JSON.stringify(other)}`,
        allowed: own === undefined ? list(fields) : own,
        fix: `write ${own}, or ${field}: ${JSON.stringify(other)}`,
      };
    }
    return { path, found: "an unknown field", allowed: list(fields), fix: didYouMean(key, fields) };
  }
  const fields =
    inner instanceof z.ZodObject
      ? Object.entries(inner.shape as z.ZodRawShape)
          .filter(([, field]) => factsOf(field).aliasOf === undefined)
          .map(([name]) => name)
      : [];
  return { path, found: "an unknown field", allowed: list(fields), fix: didYouMean(key, fields) };
}

/** Whether a value is one of an enumeration's but for its case, where that means nothing. */
function inAnyCase(schema: z.core.$ZodType, value: unknown, allowed: readonly string[]): boolean {
  return (
    factsOf(schema).anyCase !== undefined &&
    typeof value === "string" &&
    allowed.some((one) => one.toLowerCase() === value.toLowerCase())
  );
}

/** The discriminator that a value is another word for. */
function calledOtherwise(union: z.ZodDiscriminatedUnion, found: unknown): string | undefined {
  if (typeof found !== "string") return undefined;
  const word = found.toLowerCase().replace(/[^a-z0-9]/g, "");
  for (const option of objectOptions(union)) {
    const literal = option.shape[union.def.discriminator] as z.ZodLiteral;
    const more = ownField(factsOf(literal).alsoCalled ?? {}, word);
    if (more !== undefined) return `did you mean ${JSON.stringify(literal.value)}${more}?`;
  }
  return undefined;
}

function discriminators(union: z.ZodDiscriminatedUnion): string[] {
  return objectOptions(union).map((option) =>
    String((option.shape[union.def.discriminator] as z.ZodLiteral).value),
  );
}

function didYouMean(found: unknown, allowed: readonly string[]): string | undefined {
  if (typeof found !== "string" || mayHoldKey(found)) return undefined;
  const near = nearest(found, allowed);
  return near === undefined ? undefined : `did you mean ${JSON.stringify(near)}?`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  record: "an object of texts",
  array: "a list",
};

function expectedOf(issue: z.core.$ZodIssueInvalidType, schema: z.core.$ZodType | undefined): string {
  const inner = schema === undefined ? undefined : unwrap(schema);
  if (inner instanceof z.ZodEnum) return list(inner.options.map(String));
  return TYPE_NAMES[issue.expected] ?? issue.expected;
}

function typeFix(expected: string, value: unknown): string | undefined {
  if ((expected === "number" || expected === "int") && typeof value === "string" && /^\d+$/.test(value)) {
    return `write ${value} without quotes`;
  }
  if (expected === "boolean" && (value === "true" || value === "false"))
    return `write ${value} without quotes`;
  if (expected === "string" && (typeof value === "number" || typeof value === "boolean"))
    return "write it in quotes";
  return undefined;
}

/** A text of the wrong length is described by its length. */
const lengthOf = (value: unknown): string | undefined =>
  typeof value === "string" ? `a text of ${value.length} characters` : undefined;

function rangeOf(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  if (!/^Too (small|big)/.test(issue.message)) return issue.message;
  if (issue.code === "too_big") return `at most ${issue.maximum}`;
  return issue.origin === "string" ? "a text that is not empty" : `at least ${issue.minimum}`;
}

/** Values in the order in which the schema has them. */
const list = (values: readonly string[]): string => values.map((value) => JSON.stringify(value)).join(", ");

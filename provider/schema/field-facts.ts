import * as z from "zod";
import { oncePerSchema } from "./once-per-schema";

/** The REST calls that change an existing endpoint; each takes one section of it. */
export type UpdateCall =
  | "patchTags"
  | "putAiGateway"
  | "putRateLimits"
  | "putConfig"
  | "patchNotifications"
  | "patchTelemetry"
  | "putPermissions";

/**
 * What is known of a field beyond its shape. Validation, wire mapping, plan, redaction, policies and reference docs
 * all read these facts, so that each stands in one place, and each exception carries its reason.
 */
export interface FieldFacts {
  /** The call that changes this field on an existing endpoint. */
  readonly updatedBy?: UpdateCall;
  /** Why a change of this field replaces the endpoint. */
  readonly replaces?: string;
  /** Why this field is never sent to the API. */
  readonly local?: string;
  /** Why an answer of the API does not show this field; it is compared with what was last sent. */
  readonly notReadBack?: string;
  /** What the server fills in where the field is unset; that is no drift. */
  readonly serverDefault?: string;
  /** The one value that the server fills in; any other is drift. Without it, whatever the server fills in is none. */
  readonly serverDefaultValue?: string | boolean;
  /** This field holds a credential in plaintext; the value names its twin that takes a secret reference. */
  readonly plaintextOf?: string;
  /** This field takes a reference to a secret, `{{secrets/scope/key}}`. */
  readonly secretReference?: true;
  /** Why values in this field may be secrets, so that no message shows one. */
  readonly concealed?: string;
  /** The values of an enumeration are taken in any case. */
  readonly anyCase?: string;
  /** Other words for this value, letters and digits only, each with what else is then to be written. */
  readonly alsoCalled?: Readonly<Record<string, string>>;
  /** Another accepted name of the field named here, as `@pulumi/databricks` spells it. */
  readonly aliasOf?: string;
  /** The field of a list's items that identifies them: order and index mean nothing. */
  readonly keyedBy?: readonly string[];
  /** The order of a list's items means nothing. */
  readonly unordered?: true;
  /** The path in `update_mask` that changes this field of a Unity Catalog securable. */
  readonly mask?: string;
  /** The field is what the securable grants, which has a call of its own. */
  readonly grants?: true;
  /** How a value of the field begins in the API; programs may leave that away. */
  readonly prefix?: string;
  /** Fields of the object of which exactly one is given. */
  readonly exactlyOneOf?: readonly string[];
  /** Why the API shows the field and takes none: nothing of it is sent. */
  readonly shownOnly?: string;
  /** Why an update may change this output; all others stay as they are. */
  readonly renewed?: string;
}

const registry = z.registry<FieldFacts>();

/** The facts of a schema; an empty object where nothing was said. */
export const factsOf: (schema: z.core.$ZodType) => FieldFacts = oncePerSchema(
  (schema) => registry.get(schema as z.ZodType) ?? {},
);

/** Cloned first, else a schema that two fields share would leak one field's facts to the other. */
function mark<S extends z.ZodType>(schema: S, facts: FieldFacts): S {
  const own = schema.clone();
  registry.add(own, { ...factsOf(schema), ...facts });
  return own;
}

/** The field is changed by `call`, without a replacement. */
export const updatedBy = <S extends z.ZodType>(call: UpdateCall, schema: S): S =>
  mark(schema, { updatedBy: call });

/** A change of the field replaces the endpoint, because of `reason`. */
export const replaces = <S extends z.ZodType>(reason: string, schema: S): S =>
  mark(schema, { replaces: reason });

/** The field steers this provider and is never sent, because of `reason`. */
export const local = <S extends z.ZodType>(reason: string, schema: S): S => mark(schema, { local: reason });

/** The API takes the field and never shows it again. */
export const notReadBack = <S extends z.ZodType>(reason: string, schema: S): S =>
  mark(schema, { notReadBack: reason });

/** The server fills the field where it is unset; with `value` where that is the same for everybody. */
export const serverDefault = <S extends z.ZodType>(what: string, schema: S, value?: string | boolean): S =>
  mark(schema, { serverDefault: what, ...(value === undefined ? {} : { serverDefaultValue: value }) });

/** The same field under the name that `@pulumi/databricks` gives it. */
export const aliasOf = <S extends z.ZodType>(field: string, schema: S): S => mark(schema, { aliasOf: field });

/** A list whose items are identified by the first of `fields` that is set. */
export const keyedBy = <S extends z.ZodType>(fields: readonly string[], schema: S): S =>
  mark(schema, { keyedBy: fields });

/** An enumeration whose values are taken in any case, because of `reason`. */
export const anyCase = <S extends z.ZodType>(reason: string, schema: S): S =>
  mark(schema, { anyCase: reason });

/** A value that people call by other words, too; a message then names this one, and what else is to be written. */
export const alsoCalled = <S extends z.ZodType>(words: Readonly<Record<string, string>>, schema: S): S =>
  mark(schema, { alsoCalled: words });

/** A text that says something: neither empty nor blank. */
export const filledText = () => z.string().regex(/\S/, { error: "a text that is not empty" });

/** A list in which order means nothing. */
export const unordered = <S extends z.ZodType>(schema: S): S => mark(schema, { unordered: true });

/** The field of a Unity Catalog securable is changed by a PATCH with `path` in its mask. */
export const masked = <S extends z.ZodType>(path: string, schema: S): S => mark(schema, { mask: path });

/** The field is what a securable grants to principals. */
export const grantsOf = <S extends z.ZodType>(schema: S): S => mark(schema, { grants: true });

/** A field whose values the API begins with `prefix`; `OPENAI` is taken for `EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI`. */
export const prefixed = <S extends z.ZodType>(prefix: string, schema: S): S => mark(schema, { prefix });

/** The API says what the field is, because of `reason`; what a program says there is dropped. */
export const shownOnly = <S extends z.ZodType>(reason: string, schema: S): S =>
  mark(schema, { shownOnly: reason });

/** An output that an update may change, because of `reason`: a preview does not know it. */
export const renewed = <S extends z.ZodType>(reason: string, schema: S): S =>
  mark(schema, { renewed: reason });

/** An object with exactly one of `Field`, all else as it is. Made of `Pick` and `Omit`, which keep comments. */
export type OneOf<T, Field extends keyof T> = {
  [Given in Field]: Omit<T, Field> &
    Required<Pick<T, Given>> & { [Other in Exclude<Field, Given>]?: undefined };
}[Field];

/** An object of which exactly one of `fields` is given: a union to the compiler, and a rule to `exactlyOneProblems`. */
export const exactlyOneOf = <
  S extends z.ZodObject,
  Field extends keyof z.output<S> & keyof z.input<S> & string,
>(
  fields: readonly Field[],
  schema: S,
): z.ZodType<OneOf<z.output<S>, Field>, OneOf<z.input<S>, Field>> =>
  // An object still, for all that reads schemas; only its type is narrower.
  mark(schema, { exactlyOneOf: fields }) as unknown as z.ZodType<
    OneOf<z.output<S>, Field>,
    OneOf<z.input<S>, Field>
  >;

/** Values of the field may be secrets, because of `reason`; no message shows one. */
export const concealed = <S extends z.ZodType>(reason: string, schema: S): S =>
  mark(schema, { concealed: reason });

/** The form of a secret reference: a scope and a key of Databricks secrets. */
export const SECRET_REFERENCE = /^\{\{secrets\/([A-Za-z0-9_.@-]{1,128})\/([A-Za-z0-9_.@-]{1,128})\}\}$/;

/** A credential given as a reference to a Databricks secret; the API shows it again unchanged. */
export const secretReference = () =>
  mark(
    z
      .string()
      .regex(SECRET_REFERENCE, {
        error: 'a secret reference "{{secrets/<scope>/<key>}}", which secretRef(scope, key) writes',
      })
      .optional(),
    { secretReference: true },
  );

/** A credential given as it is; the API never shows it again. `twin` is the field that takes a reference. */
export const plaintextCredential = (twin: string) =>
  mark(z.string().min(1).optional(), {
    plaintextOf: twin,
    notReadBack: "the API never shows a plaintext credential",
  });

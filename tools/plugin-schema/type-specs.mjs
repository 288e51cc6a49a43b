// @ts-check
// The types of a zod schema in the words of Pulumi's package schema: https://www.pulumi.com/docs/iac/extending-pulumi/schema/
import { forAllLanguages, withFacts } from "./said-for-all.mjs";

/** @typedef {import("../docs/describe-schema.mjs").Schema} Schema */
/** @typedef {import("../docs/source-comments.mjs").SourceComments} SourceComments */
/** @typedef {import("../docs/source-comments.mjs").Types} Types */
/** @typedef {import("../docs/field-effect.mjs").FieldFacts} FieldFacts */
/** @typedef {Record<string, unknown>} Spec a piece of the package schema */
/** @typedef {{ properties: Record<string, Spec>, required: string[] }} ObjectSpec */

const PACKAGE = "databricks-serving";

/** @param {string} name */
export const tokenOf = (name) => `${PACKAGE}:index:${name}`;

/** @param {string} field in camel or kebab case */
const pascal = (field) =>
  field.replaceAll(/(^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, __, letter) => letter.toUpperCase());

/** @param {string} field */
const singular = (field) =>
  field
    .replace(/ies$/, "y")
    .replace(/(s)es$/, "$1")
    .replace(/([^su])s$/, "$1");

/** @param {Schema} schema */
export function unwrap(schema) {
  let inner = schema;
  while (inner.def.innerType !== undefined) inner = inner.def.innerType;
  return inner;
}

/** Collects the named types that properties refer to. */
export class TypeSpecs {
  /** @type {Record<string, Spec>} by token */
  types = {};
  #comments;
  #factsOf;
  #reserved;

  /**
   * @param {SourceComments} comments
   * @param {(schema: Schema) => FieldFacts} factsOf
   * @param {readonly string[]} reserved names that types must not have: SDKs make classes of the same name for resources
   */
  constructor(comments, factsOf, reserved) {
    this.#comments = comments;
    this.#factsOf = factsOf;
    this.#reserved = reserved;
  }

  /**
   * The properties of an object, each with its comment.
   *
   * @param {Record<string, Schema>} shape
   * @param {Types} types what the sources say of it
   * @param {string} owner name of the type or resource that has them
   * @param {Types} [siblings] where a comment stands that is said once for all options of a union
   * @returns {ObjectSpec}
   */
  object(shape, types, owner, siblings = []) {
    /** @type {ObjectSpec} */
    const made = { properties: {}, required: [] };
    for (const [field, schema] of Object.entries(shape)) {
      const { comment: own, types: below } = this.#comments.field(types, field);
      const comment = own === "" ? this.#comments.field(siblings, field).comment : own;
      made.properties[field] = this.property(schema, comment, below, owner, field);
      if (schema.def.type !== "optional") made.required.push(field);
    }
    return made;
  }

  /**
   * @param {Schema} schema
   * @param {string} saidInSources
   * @param {Types} types
   * @param {string} owner
   * @param {string} field
   * @returns {Spec}
   */
  property(schema, saidInSources, types, owner, field) {
    const comment = forAllLanguages(saidInSources);
    if (comment === "") throw new Error(`No comment says what ${field} of ${owner} is.`);
    const facts = this.#factsOf(schema);
    return {
      ...this.#type(schema, comment, types, owner, field),
      description: withFacts(comment, facts),
      ...(facts.plaintextOf === undefined ? {} : { secret: true }),
      ...(facts.replaces === undefined ? {} : { willReplaceOnChanges: true }),
      ...(facts.aliasOf === undefined ? {} : { deprecationMessage: `Use ${facts.aliasOf}.` }),
    };
  }

  /**
   * @param {Schema} schema
   * @param {string} comment
   * @param {Types} types
   * @param {string} owner
   * @param {string} field
   * @returns {Spec}
   */
  #type(schema, comment, types, owner, field) {
    const inner = unwrap(schema);
    const { def } = inner;
    switch (def.type) {
      case "string":
      case "boolean":
        return { type: def.type };
      case "number":
        return { type: isWhole(inner) ? "integer" : "number" };
      case "literal":
        return { type: "string", const: def.values?.[0] };
      case "enum":
        return this.#enumeration(Object.values(def.entries ?? {}), comment, owner, field);
      case "array":
        return {
          type: "array",
          items: this.#type(must(def.element), comment, types, owner, singular(field)),
        };
      case "record":
        return {
          type: "object",
          additionalProperties: this.#type(must(def.valueType), comment, types, owner, singular(field)),
        };
      case "object":
        return this.#named(this.#namesFor(owner, field), (name) => ({
          description: comment,
          type: "object",
          ...this.object(must(def.shape), types, name),
        }));
      case "union":
        return def.discriminator === undefined
          ? { oneOf: (def.options ?? []).map((option) => this.#type(option, comment, types, owner, field)) }
          : this.#discriminated(inner, types, owner, field);
      default:
        throw new Error(`Say in tools/plugin-schema/ how ${def.type} is written, of ${owner}.${field}.`);
    }
  }

  /**
   * A type for each option, told apart by the literal that it has.
   *
   * @param {Schema} union
   * @param {Types} types
   * @param {string} owner
   * @param {string} field
   */
  #discriminated(union, types, owner, field) {
    const { discriminator = "", options = [] } = union.def;
    /** @type {Record<string, string>} */
    const mapping = {};
    const oneOf = options.map((option) => {
      const literal = String(option.def.shape?.[discriminator]?.def.values?.[0]);
      const own = this.#comments.optionsWith(types, discriminator, literal);
      const kind = pascal(literal.replace(/^.*_TYPE_/, "").toLowerCase());
      const names = this.#namesFor(owner, field).map((base) => `${base}${kind}`);
      const { comment } = this.#comments.field(own, discriminator);
      const ref = this.#named(names, (name) => {
        const made = this.object(must(option.def.shape), own, name, types);
        const said = String(made.properties[discriminator]?.["description"]);
        // Where the provider finds it out by itself, a program need not say it.
        if (said.includes("Default:")) made.required = made.required.filter((one) => one !== discriminator);
        // Other spellings are taken too.
        const { prefix } = this.#factsOf(must(option.def.shape?.[discriminator]));
        if (prefix !== undefined) delete made.properties[discriminator]?.["const"];
        return { description: comment, type: "object", ...made };
      });
      mapping[literal] = String(ref["$ref"]);
      return ref;
    });
    return { oneOf, discriminator: { propertyName: discriminator, mapping } };
  }

  /**
   * Any text is taken, so that a program need not name the class that some languages make of the values: the provider
   * refuses what is none of them, and may take other spellings.
   *
   * @param {unknown[]} values
   * @param {string} comment
   * @param {string} owner
   * @param {string} field
   */
  #enumeration(values, comment, owner, field) {
    /** @type {Map<string, string>} by name; of spellings of one value, the first */
    const named = new Map();
    for (const value of values.map(String)) {
      const name = pascal(value.toLowerCase());
      if (!named.has(name)) named.set(name, value);
    }
    const ref = this.#named(this.#namesFor(owner, field), () => ({
      description: comment,
      type: "string",
      enum: [...named].map(([name, value]) => ({ name, value })),
    }));
    return { oneOf: [{ type: "string" }, ref] };
  }

  /**
   * Names for a type, the best one first.
   *
   * @param {string} owner
   * @param {string} field
   * @returns {string[]}
   */
  #namesFor(owner, field) {
    const own = pascal(field);
    const isTop = this.#reserved.includes(owner);
    return isTop || this.#reserved.includes(own) ? [`${owner}${own}`] : [own, `${owner}${own}`];
  }

  /**
   * One type for all that are the same; another one is named after what has it.
   *
   * @param {readonly string[]} names
   * @param {(name: string) => Spec} specOf
   * @returns {Spec}
   */
  #named(names, specOf) {
    const [shortest = ""] = names;
    for (const [token, before] of Object.entries(this.types)) {
      const known = token.split(":").at(-1) ?? "";
      if (known.endsWith(shortest) && shapeOf(before) === shapeOf(specOf(known)))
        return { $ref: `#/types/${token}` };
    }
    for (const name of [...names, ...[2, 3, 4].map((count) => `${names.at(-1)}${count}`)]) {
      const token = tokenOf(name);
      const spec = specOf(name);
      const before = this.types[token];
      if (before !== undefined && shapeOf(before) !== shapeOf(spec)) continue;
      this.types[token] ??= spec;
      return { $ref: `#/types/${token}` };
    }
    throw new Error(`There is no name left for the type ${names.join(" or ")}.`);
  }
}

/**
 * The types that something refers to; others were tried and found to be the same as one of these.
 *
 * @param {Record<string, Spec>} types
 * @param {unknown} roots
 */
export function referred(types, roots) {
  const found = new Set();
  /** @param {unknown} spec */
  const follow = (spec) => {
    for (const [, token = ""] of JSON.stringify(spec).matchAll(/"#\/types\/([^"]+)"/g)) {
      if (found.has(token)) continue;
      found.add(token);
      follow(types[token]);
    }
  };
  follow(roots);
  const entries = Object.entries(types).filter(([token]) => found.has(token));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @param {Spec} spec */
const shapeOf = (spec) => JSON.stringify({ ...spec, description: "" });

/**
 * @template T
 * @param {T | undefined} value
 * @returns {T}
 */
function must(value) {
  if (value === undefined) throw new Error("A schema is not as tools/plugin-schema/ expects it.");
  return value;
}

/** @param {Schema} schema */
const isWhole = (schema) =>
  schema.def.format === "safeint" ||
  (schema.def.checks ?? []).some(({ _zod }) => _zod.def.format === "safeint");

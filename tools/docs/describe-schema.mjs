// @ts-check
// A schema as tables: one for each object in it, one row for each field.

/** @typedef {import("./source-comments.mjs").SourceComments} SourceComments */
/** @typedef {import("./source-comments.mjs").Types} Types */
/** @typedef {import("../../provider/schema/field-facts.js").FieldFacts} FieldFacts */
/**
 * @typedef {object} Schema the part of a zod schema that is read here; by name, since dist/ has a zod of its own
 * @property {{ type: string, innerType?: Schema, element?: Schema, valueType?: Schema, shape?: Record<string, Schema>,
 *   options?: Schema[], values?: unknown[], entries?: Record<string, string>, discriminator?: string,
 *   checks?: { _zod: { def: { format?: string } } }[], format?: string }} def
 */
/** @typedef {{ name: string, type: string, required: boolean, comment: string, facts: FieldFacts }} Row */
/** @typedef {{ path: string, comment: string, rows: Row[] }} Table */

/** @param {Schema} schema */
function unwrap(schema) {
  let inner = schema;
  while (inner.def.innerType !== undefined) inner = inner.def.innerType;
  return inner;
}

/**
 * All objects of a schema, the outermost first.
 *
 * @param {Schema} schema
 * @param {Types} types what the sources say of it
 * @param {{ comments: SourceComments, factsOf: (schema: Schema) => FieldFacts, without?: readonly string[] }} context
 * @returns {Table[]}
 */
export function describeSchema(schema, types, { comments, factsOf, without = [] }) {
  /** @type {Table[]} */
  const tables = [];

  /**
   * @param {Schema} at
   * @param {Types} types
   * @param {string} path
   * @param {string} comment
   */
  function visit(at, types, path, comment) {
    const inner = unwrap(at);
    if (inner.def.type === "array" && inner.def.element)
      visit(inner.def.element, types, `${path}[]`, comment);
    if (inner.def.type === "object") addTable(fieldsOf(inner, types), path, comment);
    if (inner.def.type === "union" && inner.def.discriminator !== undefined) {
      addTable(unionFields(inner, types), path, comment);
    }
  }

  /** @typedef {{ name: string, schema: Schema, comment: string, types: Types, type?: string, required?: boolean }} Field */

  /**
   * @param {Field[]} fields
   * @param {string} path
   * @param {string} comment
   */
  function addTable(fields, path, comment) {
    const listed = fields.filter(({ name }) => path !== "" || !without.includes(name));
    const rows = listed.map(({ name, schema, comment, type, required }) => ({
      name,
      type: type ?? typeOf(schema),
      required: required ?? schema.def.type !== "optional",
      comment,
      facts: factsOf(schema),
    }));
    const silent = rows.filter((row) => row.comment === "").map((row) => row.name);
    if (silent.length > 0)
      throw new Error(`No comment says what ${silent.join(", ")} of ${path || "the top"} is.`);
    tables.push({ path, comment, rows });
    for (const { name, schema, types, comment } of listed) {
      visit(schema, types, path === "" ? name : `${path}.${name}`, comment);
    }
  }

  /**
   * @param {Schema} object
   * @param {Types} types
   * @returns {Field[]}
   */
  function fieldsOf(object, types) {
    return Object.entries(object.def.shape ?? {}).map(([name, schema]) => ({
      name,
      schema,
      ...comments.field(types, name),
    }));
  }

  /**
   * The fields of all options: those that all share once, and each option's own.
   *
   * @param {Schema} union
   * @param {Types} types
   * @returns {Field[]}
   */
  function unionFields(union, types) {
    const { discriminator = "", options = [] } = union.def;
    /** @type {Map<string, Field>} */
    const fields = new Map();
    /** @type {string[]} */
    const meanings = [];
    for (const option of options) {
      const literal = String(option.def.shape?.[discriminator]?.def.values?.[0]);
      const own = comments.optionsWith(types, discriminator, literal);
      for (const field of fieldsOf(option, own)) {
        const isOwn = options.filter(({ def }) => def.shape?.[field.name] !== undefined).length === 1;
        if (field.name === discriminator) meanings.push(`\`${literal}\`: ${field.comment}`);
        else if (isOwn) fields.set(field.name, asOwnOf(literal, field));
        else fields.set(field.name, field);
      }
    }
    const schema = options[0]?.def.shape?.[discriminator];
    if (schema === undefined) return [...fields.values()];
    const about = { name: discriminator, schema, types: [], type: "string", comment: meanings.join("<br>") };
    /** @param {Field} field */
    const isShared = ({ name }) => options.every(({ def }) => def.shape?.[name] !== undefined);
    const listed = [...fields.values()];
    return [about, ...listed.filter(isShared), ...listed.filter((field) => !isShared(field))];
  }

  /**
   * @param {string} literal
   * @param {Field} field
   * @returns {Field}
   */
  function asOwnOf(literal, field) {
    const required = field.schema.def.type !== "optional";
    const when = `${required ? "Required with" : "With"} \`${literal}\``;
    return { ...field, comment: `${when}: ${field.comment}`, required: false };
  }

  visit(schema, types, "", "");
  return tables;
}

/**
 * A schema's type in words.
 *
 * @param {Schema} schema
 * @returns {string}
 */
function typeOf(schema) {
  const { def } = unwrap(schema);
  switch (def.type) {
    case "string":
    case "boolean":
      return def.type;
    case "number":
      return isInteger(def) ? "integer" : "number";
    case "enum":
      return Object.values(def.entries ?? {})
        .map((value) => `\`${value}\``)
        .join(", ");
    case "literal":
      return (def.values ?? []).map((value) => `\`${String(value)}\``).join(", ");
    case "array":
      return def.element ? `list of ${plural(typeOf(def.element))}` : "list";
    case "record":
      return def.valueType ? `map of ${plural(typeOf(def.valueType))}` : "map";
    case "object":
      return "object";
    case "union":
      return def.discriminator === undefined ? (def.options ?? []).map(typeOf).join(" or ") : "object";
    default:
      throw new Error(`Say in tools/docs/describe-schema.mjs how to write a ${def.type}.`);
  }
}

/** @param {Schema["def"]} def */
function isInteger({ format, checks = [] }) {
  return [format, ...checks.map((check) => check._zod.def.format)].some((one) => /int/.test(one ?? ""));
}

/** @param {string} type */
const plural = (type) => (/^(string|object|number|integer|boolean)$/.test(type) ? `${type}s` : type);

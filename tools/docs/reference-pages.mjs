// @ts-check
// The reference pages of the resources, made of the schemas' facts and of the comments in the sources.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../repository.mjs";
import { describeSchema } from "./describe-schema.mjs";
import { effectOfChange, notesOn } from "./field-effect.mjs";
import { readSources } from "./source-comments.mjs";

/** @typedef {import("./describe-schema.mjs").Table} Table */
/** @typedef {import("./describe-schema.mjs").Row} Row */
/** @typedef {import("./describe-schema.mjs").Schema} Schema */
/** @typedef {import("./source-comments.mjs").SourceComments} SourceComments */
/** @typedef {import("./field-effect.mjs").FieldFacts} FieldFacts */

/**
 * @typedef {object} Resource
 * @property {string} file name of its files in provider/resources/ and sdk/, and of its page
 * @property {string} type name of its class
 * @property {string} args name of the type of its arguments
 * @property {string} example folder in examples/ with a program that uses it
 * @property {import("./field-effect.mjs").UpdateCall} [call] that a change of a field takes which names none
 * @property {boolean} [referencesOnly] whether it refuses plaintext credentials
 * @property {readonly { file: string, schema?: string, type?: string }[]} [also] more schemas and types with comments on its fields
 */

/** @type {readonly Resource[]} */
const RESOURCES = [
  { file: "serving-endpoint", type: "ServingEndpoint", args: "ServingEndpointArgs", example: "quickstart" },
  {
    file: "external-model",
    type: "ExternalModel",
    args: "ExternalModelArgs",
    example: "shared-endpoint/team",
    call: "putConfig",
    referencesOnly: true,
    also: [
      { file: "provider/resources/external-model-fields.ts", schema: "externalModelFields" },
      { file: "provider/resources/external-model.ts", type: "AttachmentInputs" },
    ],
  },
  { file: "traffic-split", type: "TrafficSplit", args: "TrafficSplitArgs", example: "canary" },
  {
    file: "endpoint-gateway",
    type: "EndpointGateway",
    args: "EndpointGatewayArgs",
    example: "governed-endpoint",
  },
  {
    file: "model-provider-service",
    type: "ModelProviderService",
    args: "ModelProviderServiceArgs",
    example: "shared-provider-service",
  },
  {
    file: "model-service",
    type: "ModelService",
    args: "ModelServiceArgs",
    example: "fallback-across-providers",
  },
];

/** The SDK moves credentials here; a user writes them where they belong. */
const NOT_WRITTEN_BY_USERS = ["secretValues"];

const require = createRequire(import.meta.url);

/** @param {string} module path in dist/ */
const built = (module) => require(join(root, "dist", module));

/**
 * Every page, by its path in the repository.
 *
 * @returns {Map<string, string>}
 */
export function referencePages() {
  const { registeredResources } = built("provider/registered-resources.js");
  const without = Object.keys(registeredResources).filter(
    (name) => !RESOURCES.some(({ type }) => type === name),
  );
  if (without.length > 0) {
    throw new Error(
      `No reference page of ${without.join(", ")}; add a line to RESOURCES in tools/docs/reference-pages.mjs.`,
    );
  }
  const comments = readSources([
    "sdk/provider.ts",
    ...RESOURCES.flatMap(({ file, also = [] }) => [
      `provider/resources/${file}.ts`,
      `sdk/${file}.ts`,
      ...also.map((one) => one.file),
    ]),
  ]);
  return new Map([
    ...RESOURCES.map(
      (resource) => /** @type {const} */ ([pageOf(resource.file), resourcePage(resource, comments)]),
    ),
    [pageOf("provider"), providerPage(comments)],
  ]);
}

/** @param {string} file */
const pageOf = (file) => `docs/reference/${file}.md`;

/** @param {string} kebab */
const camelCase = (kebab) => kebab.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase());

/**
 * @param {Resource} resource
 * @param {SourceComments} comments
 */
function resourcePage(resource, comments) {
  const { file, type, args, example, also = [] } = resource;
  const source = `provider/resources/${file}.ts`;
  const name = camelCase(file);
  const { inputs, outputs } = /** @type {{ inputs: Schema, outputs: Schema }} */ (
    built(`provider/resources/${file}.js`)[name]
  );
  const { factsOf } = built("provider/schema/field-facts.js");
  const context = { comments, factsOf, without: NOT_WRITTEN_BY_USERS };
  const words = wordsFor(resource);
  const inputTypes = [
    ...also.flatMap(({ file, schema, type }) => [
      ...(schema === undefined ? [] : comments.inputOfSchema(file, schema)),
      ...(type === undefined ? [] : comments.ofType(file, type)),
    ]),
    ...comments.inputOfSchema(source, name, "inputs"),
  ];
  const [top, ...nested] = describeSchema(inputs, inputTypes, context);
  const outputTables = describeSchema(outputs, comments.inputOfSchema(source, name, "outputs"), context);
  const sdk = `sdk/${file}.ts`;
  const argTypes = comments.ofType(sdk, args);
  const rows = (top?.rows ?? []).map((row) => asInSdk(row, comments.field(argTypes, row.name), sdk));
  return `# ${type}

${comments.ofExport(sdk, type)}

\`\`\`ts
import { ${type} } from "pulumi-databricks-serving";
\`\`\`
${exampleText(example)}
Every argument may be an output of another resource. Names are those of the REST API in camel case.

## Arguments

${argumentTable(rows, words)}
${nested.map((table) => nestedSection(table, rows, words)).join("\n")}
## Outputs

The arguments, without plaintext credentials, and:

${outputTables.map(outputTable).join("\n")}`;
}

/**
 * Where the SDK declares an argument itself, its words count.
 *
 * @param {Row} row
 * @param {ReturnType<SourceComments["field"]>} declared
 * @param {string} sdk
 * @returns {Row}
 */
function asInSdk(row, declared, sdk) {
  if (declared.declaredIn !== join(root, sdk)) return row;
  const isEndpoint = declared.declaredAs === "EndpointReference";
  return {
    ...row,
    comment: declared.comment,
    type: isEndpoint ? "[`ServingEndpoint`](serving-endpoint.md) or string" : row.type,
  };
}

/** @param {string} example */
function exampleText(example) {
  const program = join(root, "examples", example, "index.ts");
  if (!existsSync(program)) return "";
  return `
## Example

From [examples/${example}](../../examples/${example}/index.ts):

\`\`\`ts
${readFileSync(program, "utf8").trim()}
\`\`\`
`;
}

/** @typedef {{ effect: (facts: FieldFacts) => string, notes: (facts: FieldFacts) => string[] }} Words */

/**
 * @param {Resource} resource
 * @returns {Words}
 */
function wordsFor({ call, referencesOnly = false }) {
  return {
    effect: (facts) =>
      effectOfChange(facts) || (call === undefined ? "" : effectOfChange({ updatedBy: call })),
    notes: (facts) =>
      referencesOnly && facts.plaintextOf !== undefined
        ? [`**Refused here**: use \`${facts.plaintextOf}\`.`]
        : notesOn(facts),
  };
}

/**
 * @param {Row[]} rows
 * @param {Words} words
 */
function argumentTable(rows, { effect, notes }) {
  const lines = rows.map((row) => {
    const meaning = [row.comment, ...notes(row.facts)].join(" ");
    return `| \`${row.name}\`${row.required ? " (required)" : ""} | ${row.type} | ${cell(meaning)} | ${effect(row.facts)} |`;
  });
  return ["| Argument | Type | Meaning | A change |", "| --- | --- | --- | --- |", ...lines, ""].join("\n");
}

/**
 * @param {Table} table
 * @param {Row[]} top
 * @param {Words} words
 */
function nestedSection({ path, rows }, top, words) {
  const [first = ""] = path.split(/[.[]/);
  const effect = words.effect(top.find(({ name }) => name === first)?.facts ?? {});
  const lines = rows.map((row) => {
    const { replaces } = row.facts;
    const notes = [
      ...words.notes(row.facts),
      replaces === undefined ? "" : `A change replaces: ${replaces}.`,
    ];
    return `| \`${row.name}\`${row.required ? " (required)" : ""} | ${row.type} | ${cell([row.comment, ...notes].join(" "))} |`;
  });
  return `### ${path}

A change: ${effect.replace(/^[RN]/, (letter) => letter.toLowerCase()).replace(/\.$/, "")}.

| Field | Type | Meaning |
| --- | --- | --- |
${lines.join("\n")}
`;
}

/** @param {Table} table */
function outputTable({ path, comment, rows }) {
  const lines = rows.map(({ name, type, comment }) => `| \`${name}\` | ${type} | ${cell(comment)} |`);
  const heading = path === "" ? "" : `### ${path} (output)\n\n${comment}\n\n`;
  return `${heading}| Output | Type | Meaning |\n| --- | --- | --- |\n${lines.join("\n")}\n`;
}

/** @param {SourceComments} comments */
function providerPage(comments) {
  const types = comments.ofType("sdk/provider.ts", "ProviderArgs");
  const { SETTINGS } = built("provider/client/api/connection-settings.js");
  const lines = comments.fields(types).map((field) => {
    const { comment } = comments.field(types, field);
    if (comment === "") throw new Error(`No comment says what ${field} of a Provider is.`);
    const { variable } = SETTINGS[field];
    return `| \`${field}\` | ${cell(comment)} | ${variable === undefined ? "" : `\`${variable}\``} |`;
  });
  return `# Provider

${comments.ofExport("sdk/provider.ts", "Provider")} Without one, resources use the environment, the profile and the
\`databricks:*\` configuration of the stack, in the order that [Signing in](../signing-in.md) describes.

\`\`\`ts
import { Provider, ServingEndpoint } from "pulumi-databricks-serving";

const second = new Provider("second-workspace", { profile: "second" });
new ServingEndpoint("assistant", { name: "assistant" }, { provider: second });
\`\`\`

## Arguments

All are strings and optional; the same names work as configuration of a stack, \`databricks:host\` and so on.

| Argument | Meaning | Where unset |
| --- | --- | --- |
${lines.join("\n")}
`;
}

/** @param {string} text */
const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ").trim();

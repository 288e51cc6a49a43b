// @ts-check
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { readSources } from "../docs/source-comments.mjs";
import { root } from "../repository.mjs";
import { forAllLanguages } from "./said-for-all.mjs";
import { referred, tokenOf, TypeSpecs, unwrap } from "./type-specs.mjs";

/** @typedef {import("../docs/describe-schema.mjs").Schema} Schema */
/** @typedef {import("../docs/source-comments.mjs").Types} Types */
/** @typedef {import("./type-specs.mjs").Spec} Spec */
/** @typedef {import("./type-specs.mjs").ObjectSpec} ObjectSpec */

const require = createRequire(import.meta.url);

/** @param {string} module path in dist/ */
const built = (module) => require(join(root, "dist", module));

/** Inputs that are always known afterwards: the provider fills them in. @type {Readonly<Record<string, readonly string[]>>} */
const FILLED = { ServingEndpoint: ["name"], ExternalModel: ["servedModelName"] };

/** @param {string} type */
const kebab = (type) => type.replaceAll(/(?<!^)([A-Z])/g, "-$1").toLowerCase();

/** @param {string} type */
const camel = (type) => type.charAt(0).toLowerCase() + type.slice(1);

/**
 * The package schema of the plugin, of the resources' schemas and the comments in the sources. It names no defaults: the
 * provider fills them in, so that all languages and both transports have the same.
 *
 * @returns {string} JSON
 */
export function packageSchema() {
  const { registeredResources } = built("provider/registered-resources.js");
  const { factsOf } = built("provider/schema/field-facts.js");
  const names = Object.keys(registeredResources);
  const connection = "provider/client/api/connection-settings.ts";
  const lookups = "provider/lifecycle/lookups/look-up-endpoints.ts";
  const comments = readSources([
    connection,
    lookups,
    "provider/resources/external-model-fields.ts",
    ...names.flatMap((type) => [`provider/resources/${kebab(type)}.ts`, `sdk/${kebab(type)}.ts`]),
  ]);
  const types = new TypeSpecs(comments, factsOf, names);

  /** @type {Record<string, Spec>} */
  const resources = {};
  for (const type of names) {
    const file = `provider/resources/${kebab(type)}.ts`;
    const { inputs, outputs } = registeredResources[type].definition;
    const inputTypes = [
      ...(type === "ExternalModel"
        ? [
            ...comments.inputOfSchema("provider/resources/external-model-fields.ts", "externalModelFields"),
            ...comments.ofType(file, "AttachmentInputs"),
          ]
        : []),
      ...comments.inputOfSchema(file, camel(type), "inputs"),
    ];
    const taken = topLevel(types, /** @type {Schema} */ (inputs), inputTypes, type, comments);
    const answered = types.object(
      outputs.def.shape,
      comments.inputOfSchema(file, camel(type), "outputs"),
      type,
    );
    const filled = FILLED[type] ?? [];
    resources[tokenOf(type)] = {
      description: forAllLanguages(comments.ofExport(`sdk/${kebab(type)}.ts`, type)),
      properties: { ...taken.properties, ...answered.properties },
      required: [...new Set([...taken.required, ...filled, ...answered.required])].sort(),
      inputProperties: taken.properties,
      requiredInputs: taken.required.sort(),
    };
  }
  const settings = connectionSettings(comments, connection);
  const functions = functionSpecs(resources, types, comments, lookups);
  return JSON.stringify(
    {
      name: "databricks-serving",
      displayName: "Databricks model serving",
      description: manifest().description,
      keywords: ["category/cloud", "kind/native", ...manifest().keywords],
      license: "Apache-2.0",
      publisher: "pulumi-databricks-serving",
      meta: { moduleFormat: "(.*)" },
      language: {
        nodejs: { packageName: "pulumi-databricks-serving-sdk", respectSchemaVersion: true },
        python: {
          packageName: "pulumi_databricks_serving",
          respectSchemaVersion: true,
          pyproject: { enabled: true },
          // Dictionaries with the types of their keys, beside classes.
          inputTypes: "classes-and-dicts",
          readme:
            `${manifest().description}\n\n` +
            "Texts name arguments as the REST API does, in camel case; in Python they are in snake case: " +
            "`externalModel` is `external_model`.\n",
        },
      },
      config: { variables: settings },
      provider: {
        description:
          "A connection to a workspace. What is not given comes from the environment or a profile, as for every Databricks tool.",
        inputProperties: settings,
        properties: settings,
      },
      types: referred(types.types, [resources, functions]),
      resources,
      functions,
    },
    null,
    2,
  );
}

/**
 * What is said of an argument alone is left out of what a function answers.
 *
 * @param {string} description
 */
const asAnswered = (description) =>
  description
    .split(/(?<=\.)\s+/)
    .filter((sentence) => !/^(?:A change replaces|Default)\b/.test(sentence))
    .join(" ");

function manifest() {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
}

/**
 * The inputs of a resource. A package schema knows no union there: the fields of all options are listed, and those that
 * not all have are optional.
 *
 * @param {TypeSpecs} types
 * @param {Schema} inputs
 * @param {Types} inputTypes
 * @param {string} owner
 * @param {import("../docs/source-comments.mjs").SourceComments} comments
 * @returns {ObjectSpec}
 */
function topLevel(types, inputs, inputTypes, owner, comments) {
  const { def } = unwrap(inputs);
  if (def.shape !== undefined) return types.object(def.shape, inputTypes, owner);
  const { options = [], discriminator = "" } = def;
  /** @type {ObjectSpec} */
  const made = { properties: {}, required: [] };
  const literals = [];
  for (const option of options) {
    const shape = option.def.shape ?? {};
    const literal = String(shape[discriminator]?.def.values?.[0]);
    literals.push(literal);
    const own = types.object(
      shape,
      comments.optionsWith(inputTypes, discriminator, literal),
      owner,
      inputTypes,
    );
    made.properties = { ...own.properties, ...made.properties };
    made.required =
      literals.length === 1 ? own.required : made.required.filter((one) => own.required.includes(one));
  }
  made.properties[discriminator] = {
    type: "string",
    description: `Provider of the model: ${literals.map((one) => `\`${one}\``).join(", ")}.`,
  };
  return made;
}

/**
 * @param {import("../docs/source-comments.mjs").SourceComments} comments
 * @param {string} file
 */
function connectionSettings(comments, file) {
  const { SECRET_SETTINGS } = built("provider/resources/secret-settings.js");
  const found = comments.ofType(file, "ConnectionSettings");
  return Object.fromEntries(
    comments.fields(found).map((name) => [
      name,
      {
        type: "string",
        description: comments.field(found, name).comment,
        ...(SECRET_SETTINGS.includes(name) ? { secret: true } : {}),
      },
    ]),
  );
}

/**
 * @param {Record<string, Spec>} resources
 * @param {TypeSpecs} types
 * @param {import("../docs/source-comments.mjs").SourceComments} comments
 * @param {string} lookups
 */
function functionSpecs(resources, types, comments, lookups) {
  /** @param {string} type @param {(field: string) => boolean} [shown] */
  const shownOf = (type, shown = () => true) =>
    Object.fromEntries(
      Object.entries(/** @type {Record<string, Spec>} */ (resources[tokenOf(type)]?.["properties"] ?? {}))
        .filter(([field]) => shown(field))
        .map(([field, { willReplaceOnChanges: _, secret: __, description, ...spec }]) => [
          field,
          { ...spec, description: asAnswered(String(description)) },
        ]),
    );
  const own = ["adopt", "credentialsVersion", "verify", "timeouts", "preflight", "ownershipTag", "grants"];
  const neverShown = [
    ...own,
    "allowAttachedModels",
    "budgetPolicyId",
    "rateLimits",
    "accessControlList",
    "providerConfig",
  ];
  const endpoint = shownOf("ServingEndpoint", (field) => !neverShown.includes(field));
  const service = shownOf("ModelService", (field) => !neverShown.includes(field));
  const listed = (
    /** @type {string} */ name,
    /** @type {Record<string, Spec>} */ properties,
    /** @type {string} */ description,
  ) => {
    types.types[tokenOf(name)] = { description, type: "object", properties };
    return { type: "array", items: { $ref: `#/types/${tokenOf(name)}` } };
  };
  const text = (/** @type {string} */ description) => ({ type: "string", description });
  const filter = comments.ofType(lookups, "EndpointFilter");
  /** @param {string} field */
  const said = (field) => comments.field(filter, field).comment;
  return {
    [tokenOf("getServingEndpoint")]: {
      description: "Looks at an endpoint that exists, without managing it; works in previews.",
      inputs: { properties: { name: text("Name of the endpoint in the workspace.") }, required: ["name"] },
      outputs: { properties: endpoint, required: ["name"] },
    },
    [tokenOf("getServingEndpoints")]: {
      description:
        "Lists the endpoints of a workspace, by name; works in previews. One request, whatever the filters.",
      inputs: {
        properties: {
          namePrefix: text(said("namePrefix")),
          tags: { type: "object", additionalProperties: { type: "string" }, description: said("tags") },
          provider: text(said("provider")),
          task: text(said("task")),
          creator: text(said("creator")),
        },
      },
      outputs: {
        properties: {
          endpoints: {
            ...listed("ListedServingEndpoint", endpoint, "An endpoint as the API lists it."),
            description: "The endpoints that fit.",
          },
        },
        required: ["endpoints"],
      },
    },
    [tokenOf("getModelService")]: {
      description: "Looks at a model service that exists, without managing it; works in previews.",
      inputs: {
        properties: {
          name: text("Name of the service: `catalog.schema.name`, or `model-services/catalog.schema.name`."),
        },
        required: ["name"],
      },
      outputs: { properties: service, required: ["name", "fullName"] },
    },
    [tokenOf("getModelServices")]: {
      description: "Lists the model services that the caller sees, by name; works in previews.",
      inputs: {
        properties: { parent: text("Schema whose services are listed: `catalog.schema`. Default: all.") },
      },
      outputs: {
        properties: {
          services: {
            ...listed("ListedModelService", service, "A model service as the API lists it."),
            description: "The services that there are.",
          },
        },
        required: ["services"],
      },
    },
  };
}

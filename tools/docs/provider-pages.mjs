// @ts-check
// A page for each provider of models, made of its example program and of the catalogue.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../repository.mjs";

const folder = "docs/providers";

/** What the providers are called, by the name of their example. */
const TITLES = /** @type {const} */ ({
  openai: "OpenAI",
  "azure-openai": "Azure OpenAI",
  anthropic: "Anthropic",
  cohere: "Cohere",
  "amazon-bedrock": "Amazon Bedrock",
  "google-cloud-vertex-ai": "Google Cloud Vertex AI",
  "databricks-model-serving": "Databricks Model Serving",
  ai21labs: "AI21 Labs",
  custom: "Custom providers",
});

/** @typedef {typeof import("../../provider/catalog/index.js")} Catalog */
/** @typedef {keyof typeof TITLES} Example */

/** @returns {Map<string, string>} pages by their path in the repository */
export function providerPages() {
  /** @type {Catalog} */
  const catalog = createRequire(import.meta.url)(join(root, "dist/provider/catalog/index.js"));
  const examples = /** @type {Example[]} */ (
    readdirSync(join(root, "examples/providers")).map((file) => file.replace(/\.ts$/, ""))
  );
  const inOrder = /** @type {Example[]} */ (Object.keys(TITLES)).filter((name) => examples.includes(name));
  return new Map([
    [`${folder}/README.md`, indexPage(inOrder)],
    ...inOrder.map((name) => /** @type {const} */ ([`${folder}/${name}.md`, page(name, catalog)])),
  ]);
}

/** @param {readonly Example[]} names */
const indexPage = (names) => `# Providers of models

Each page has a program that works, the ways to sign in, and the models that Databricks lists.

${names.map((name) => `- [${TITLES[name]}](${name}.md)`).join("\n")}

Google's PaLM (\`palm\`) is in the API's enumeration and has been switched off by Google; an endpoint with it cannot answer.
`;

/**
 * @param {Example} name
 * @param {Catalog} catalog
 */
function page(name, catalog) {
  const program = readFileSync(join(root, "examples/providers", `${name}.ts`), "utf8");
  const says = /\/\*\* (.*) \*\//.exec(program)?.[1] ?? "";
  const secrets = [...program.matchAll(/secretRef\("([^"]+)", "([^"]+)"\)/g)];
  const provider = providerOf(program);
  return `# ${TITLES[name]}

${says} \`npx databricks-serving init --example ${name}\` makes a project of it.

\`\`\`ts
${program.trimEnd()}
\`\`\`

The keys it refers to, with the Databricks CLI:

\`\`\`sh
${[...new Set(secrets.map(([, scope]) => `databricks secrets create-scope ${scope}`))].join("\n")}
${secrets.map(([, scope, key]) => `databricks secrets put-secret ${scope} ${key}`).join("\n")}
\`\`\`

## Ways to sign in

${waysToSignIn(name, provider, catalog)}

## Models

${models(name, provider, catalog)}

All arguments: [ServingEndpoint](../reference/serving-endpoint.md). Rules about models and regions: [Policies](../policies/README.md).
`;
}

/**
 * @param {string} program
 * @returns {import("../../provider/catalog/provider-name.js").ProviderName}
 */
function providerOf(program) {
  const found = /provider: "([^"]+)"/.exec(program)?.[1];
  return /** @type {import("../../provider/catalog/provider-name.js").ProviderName} */ (found);
}

/**
 * @param {Example} name
 * @param {import("../../provider/catalog/provider-name.js").ProviderName} provider
 * @param {Catalog} catalog
 */
function waysToSignIn(name, provider, catalog) {
  const { configKey, requirements, source } = catalog.providerConfigs[provider];
  const own = requirements.filter(({ openaiApiType }) =>
    name === "azure-openai"
      ? openaiApiType !== "openai"
      : openaiApiType === undefined || openaiApiType === "openai",
  );
  const rows = own.flatMap(({ openaiApiType, required, credentials, defaults }) =>
    credentials.map((way) => {
      const besides = required.filter((field) => field !== "openaiApiType").map((field) => `\`${field}\``);
      const mode =
        openaiApiType === undefined || openaiApiType === "openai"
          ? ""
          : `\`openaiApiType: "${openaiApiType}"\``;
      const assumed = Object.entries(defaults).map(([field, value]) => `\`${field}\` is \`${value}\``);
      return `| ${[mode, ...way.map((field) => `\`${field}\``)].filter(Boolean).join(", ")} | ${besides.join(", ") || "nothing"} | ${assumed.join(", ")} |`;
    }),
  );
  return [
    `In \`${configKey}\`, exactly one of these:`,
    "",
    "| Credential | Must be given besides | Unless given |",
    "| --- | --- | --- |",
    ...rows,
    "",
    `Each credential is a reference, \`secretRef("<scope>", "<key>")\`. See [Secrets](../secrets.md) and [the source](${source}).`,
  ].join("\n");
}

/**
 * @param {Example} name
 * @param {import("../../provider/catalog/provider-name.js").ProviderName} provider
 * @param {Catalog} catalog
 */
function models(name, provider, catalog) {
  const fits = (/** @type {readonly string[] | undefined} */ types) =>
    types === undefined || types.includes(name === "azure-openai" ? "azure" : "openai");
  const rows = catalog.modelRows.filter(
    (row) => row.provider === provider && fits(/** @type {any} */ (row).openaiApiTypes),
  );
  const listed = rows.flatMap((row) =>
    Object.entries(row.models).flatMap(([task, names]) =>
      /** @type {readonly string[]} */ (names).map((model) => ({ model, task, of: row.row, how: "listed" })),
    ),
  );
  /** @type {readonly import("../../provider/catalog/newer-models.js").NewerModel[]} */
  const all = catalog.newerModels;
  const newer = all
    .filter((one) => one.provider === provider && fits(one.openaiApiTypes))
    .map(({ model, task, evidence }) => ({ model, task, of: "", how: `newer (${evidence})` }))
    .filter(({ model, task }) => !listed.some((one) => one.model === model && one.task === task));
  if (listed.length + newer.length === 0) {
    return "Any name: it is the one that the other side gives its model.";
  }
  const openaiApiType = name === "azure-openai" ? "azure" : undefined;
  const lines = [...listed, ...newer].map(({ model, task, of, how }) => {
    // By a day long gone, so that a page says dates and does not change by itself.
    const retirement = catalog.retirementOf({ provider, model, openaiApiType, today: "2000-01-01" });
    const end = retirement?.retiredOn ?? (retirement?.state === "deprecated" ? "deprecated" : "");
    const sub = of.includes(": ") ? `${of.split(": ")[1]}: ` : "";
    return `| \`${model}\` | \`${task}\` | ${sub}${how} | ${end} |`;
  });
  return [
    "| Model | Task | Where Databricks says so | Retires |",
    "| --- | --- | --- | --- |",
    ...lines,
    "",
    "`listed` is on Databricks' page of external models, which calls itself not exhaustive; `newer` was read elsewhere. A name that is neither is refused " +
      "unless the policy allows it; see [require-supported-model](../policies/require-supported-model.md).",
  ].join("\n");
}

// @ts-check
// docs/examples.md, made of the examples themselves.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../repository.mjs";

/** The page that explains an example. */
const PAGES = /** @type {Readonly<Record<string, string>>} */ ({
  quickstart: "[Getting started](getting-started.md)",
  "quickstart-python": "[Dynamic or plugin?](dynamic-or-plugin.md#use-the-plugin-from-python)",
  "quickstart-yaml": "[Dynamic or plugin?](dynamic-or-plugin.md)",
  canary: "[How to try a model on a part of the traffic](canary.md)",
  "multi-provider-fallback": "[How to fall back to another model](fallback.md)",
  "fallback-across-providers": "[How to fall back to another model](fallback.md#with-model-services)",
  "shared-endpoint/platform": "[Shared endpoints](shared-endpoints.md)",
  "shared-endpoint/team": "[Shared endpoints](shared-endpoints.md)",
  "shared-provider-service": "[Which generation?](which-generation.md)",
  "migrated-quickstart": "[Which generation?](which-generation.md#moving)",
  "governed-endpoint": "[EndpointGateway](reference/endpoint-gateway.md)",
  "pull-request-checks": "[How to check pull requests](pull-request-checks.md)",
});

/** @returns {[path: string, text: string]} */
export function examplesPage() {
  /** @type {{ exampleProjects(): string[], exampleProviders(): string[] }} */
  const { exampleProjects, exampleProviders } = createRequire(import.meta.url)(
    join(root, "dist/cli/init/find-example.js"),
  );
  return [
    "docs/examples.md",
    `# Examples

Whole projects. \`npx databricks-serving init <folder> --example <name>\` makes one of them yours, with the checks of pull requests
where it is a provider's. The tests deploy each of them on the emulator, with the real engine.

## Projects

${exampleProjects().map(project).join("\n\n")}

## Providers

One endpoint with one model, and the ways to sign in, on a page each:

${exampleProviders()
  .map((name) => `- \`--example ${name}\`: [${titleOf(name)}](providers/${name}.md)`)
  .join("\n")}
`,
  ];
}

/** @param {string} name */
function project(name) {
  const says = /^description: (.+)$/m.exec(read(`examples/${name}/Pulumi.yaml`))?.[1];
  const page = PAGES[name];
  if (says === undefined || page === undefined)
    throw new Error(
      `Say in examples/${name}/Pulumi.yaml what it shows, and in examples-page.mjs which page explains it.`,
    );
  return `### ${name.split("/").join(": ")}\n\n${says}. See ${page}.\n\n<!-- run: init -->\n\n\`\`\`sh\nnpx databricks-serving init my-project --example ${name}\n\`\`\``;
}

/** @param {string} name of a provider's example */
const titleOf = (name) => /^# (.+)$/m.exec(read(`docs/providers/${name}.md`))?.[1] ?? name;

/** @param {string} path */
function read(path) {
  if (!existsSync(join(root, path))) throw new Error(`There is no ${path}.`);
  return readFileSync(join(root, path), "utf8");
}

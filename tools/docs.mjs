// @ts-check
// `node tools/docs.mjs` makes the pages in docs/ that follow from the code: the resources' reference, the commands and the
// policies; and the package schema of the plugin.
// With --check it changes nothing, and fails where a page is not what the code says.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as prettier from "prettier";
import { commandsPage } from "./docs/commands-page.mjs";
import { pagesWithFiles } from "./docs/embedded-files.mjs";
import { errorsPage } from "./docs/errors-page.mjs";
import { examplesPage } from "./docs/examples-page.mjs";
import { providerPages } from "./docs/provider-pages.mjs";
import { refreshPolicyPages } from "./docs/policies.mjs";
import { referencePages } from "./docs/reference-pages.mjs";
import { failWith } from "./fail-with.mjs";
import { packageSchema } from "./plugin-schema/package-schema.mjs";
import { root } from "./repository.mjs";
import { ensureBuild } from "./setup/ensure-build.mjs";
import { ensureDependencies } from "./setup/ensure-dependencies.mjs";

const write = !process.argv.includes("--check");

try {
  await ensureDependencies();
  await ensureBuild();
  const { rules } = createRequire(import.meta.url)(join(root, "dist", "policies", "index.js"));
  const stale = [
    ...(await refreshReference()),
    ...(await refreshPackageSchema()),
    ...(await refreshPolicyPages(rules, { write })),
  ];
  for (const page of stale) console.log(`${write ? "written" : "not what the code says"}: ${page}`);
  if (stale.length > 0 && !write) throw new Error("Run `node tools/docs.mjs`, and commit what it writes.");
} catch (error) {
  failWith(error);
}

/** @returns {Promise<string[]>} pages that differ from what they should be; they no longer do where we write */
async function refreshReference() {
  const folder = "docs/reference";
  const options = (await prettier.resolveConfig(join(root, folder, "page.md"))) ?? {};
  const stale = [];
  const pages = new Map([
    ...referencePages(),
    ...providerPages(),
    commandsPage(),
    errorsPage(),
    examplesPage(),
    ...pagesWithFiles(),
  ]);
  if (write) for (const made of [folder, "docs/providers"]) mkdirSync(join(root, made), { recursive: true });
  for (const [page, text] of pages) {
    const path = join(root, page);
    const formatted = await prettier.format(text, { ...options, parser: "markdown" });
    if (existsSync(path) && readFileSync(path, "utf8") === formatted) continue;
    if (write) writeFileSync(path, formatted);
    stale.push(page);
  }
  const there = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
  for (const surplus of there.map((file) => `${folder}/${file}`).filter((path) => !pages.has(path))) {
    if (write) rmSync(join(root, surplus));
    stale.push(surplus);
  }
  return stale;
}

/** @returns {Promise<string[]>} as above */
async function refreshPackageSchema() {
  const path = join(root, "plugin", "schema.json");
  const formatted = await prettier.format(packageSchema(), { parser: "json", printWidth: 110 });
  if (existsSync(path) && readFileSync(path, "utf8") === formatted) return [];
  if (write) writeFileSync(path, formatted);
  return ["plugin/schema.json"];
}

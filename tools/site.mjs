// @ts-check
// `npm run docs` builds the documentation's site into docs/.vitepress/dist; a link that leads nowhere fails it. DOCS_BASE is the path
// below which it will be served. `npm run docs -- dev` shows it while it is written.
import { join } from "node:path";
import { buildSite, runVitepress } from "./docs/build-site.mjs";
import { failWith } from "./fail-with.mjs";
import { root } from "./repository.mjs";
import { setUp } from "./setup.mjs";

const [command, ...rest] = process.argv.slice(2);

try {
  await setUp({ engine: false, build: false });
  if (command === undefined) {
    await buildSite(join(root, "docs/.vitepress/dist"), process.env["DOCS_BASE"] || "/");
    console.log("docs/.vitepress/dist is ready, and all of its links lead somewhere");
  } else {
    process.exitCode = (await runVitepress([command, "docs", ...rest])).code;
  }
} catch (error) {
  failWith(error);
}

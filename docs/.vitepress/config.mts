import { defineConfig } from "vitepress";
import { repositoryLinks } from "./repository-links.mts";
import { literalCode } from "./literal-code.mts";
import { PICTURE_STYLE, pictures } from "./pictures.mts";
import { sidebar } from "./sidebar.mts";

/** The documentation's site, which `npm run docs` builds; a link that leads nowhere fails the build. */
export default defineConfig({
  title: "pulumi-databricks-serving",
  description: "Databricks model-serving endpoints and their external models as Pulumi resources",
  cleanUrls: true,
  // A folder's README is its first page, here as in the repository.
  rewrites: { "README.md": "index.md", ":folder/README.md": ":folder/index.md" },
  markdown: { config: (markdown) => void markdown.use(repositoryLinks).use(literalCode).use(pictures) },
  head: [["style", {}, PICTURE_STYLE]],
  themeConfig: { sidebar, outline: [2, 3], search: { provider: "local" } },
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const docs = join(import.meta.dirname, "..");

/** The hand-written pages by what a reader is looking for, in the order in which one reads them. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  Start: ["getting-started", "examples", "programs", "dynamic-or-plugin", "signing-in"],
  Concepts: [
    "who-owns-what",
    "preview",
    "waiting",
    "drift",
    "adoption",
    "secrets",
    "several-workspaces",
    "which-generation",
    "recovery",
  ],
  "How to": [
    "query",
    "rotate-a-key",
    "canary",
    "rollouts",
    "fallback",
    "shared-endpoints",
    "pull-request-checks",
    "migrating",
    "export",
    "big-stacks",
  ],
  Commands: ["commands", "emulator", "emulator-model-services", "engine"],
  "When something is wrong": ["errors", "limits", "security", "promises"],
  Background: ["comparison", "architecture", "benchmark"],
};

/** Folders, each a group of its own. */
const FOLDERS = {
  providers: "Providers",
  reference: "Reference",
  policies: "Policies",
  steps: "Contributing",
};

/**
 * All pages, in groups.
 *
 * @throws Error where a page is in no group, so that nobody would find it
 */
export const sidebar = [
  ...Object.entries(GROUPS).map(([text, pages], index) => ({
    text,
    collapsed: index > 2,
    items: pages.map((page) => ({ text: titleOf(page), link: `/${page}` })),
  })),
  ...Object.entries(FOLDERS).map(([folder, text]) => ({
    text,
    collapsed: true,
    link: pagesIn(folder).includes("README") ? `/${folder}/` : undefined,
    items: pagesIn(folder)
      .filter((page) => page !== "README")
      .map((page) => ({ text: titleOf(`${folder}/${page}`), link: `/${folder}/${page}` })),
  })),
];

const folders = readdirSync(docs, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const forgotten = [
  ...pagesIn("").filter((page) => page !== "README" && !Object.values(GROUPS).flat().includes(page)),
  ...folders.map(({ name }) => name).filter((name) => !name.startsWith(".") && !Object.hasOwn(FOLDERS, name)),
];
if (forgotten.length > 0)
  throw new Error(`docs/.vitepress/sidebar.mts has no place for ${forgotten.join(", ")}`);

function pagesIn(folder: string): string[] {
  return readdirSync(join(docs, folder))
    .filter((file) => file.endsWith(".md"))
    .map((file) => file.replace(/\.md$/, ""))
    .sort();
}

function titleOf(page: string): string {
  const title = /^# (.+)$/m.exec(readFileSync(join(docs, `${page}.md`), "utf8"))?.[1];
  if (title === undefined) throw new Error(`docs/${page}.md has no title`);
  return title.replaceAll("`", "");
}

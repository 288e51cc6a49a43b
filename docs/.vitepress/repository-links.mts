import { posix } from "node:path";
import type { MarkdownRenderer } from "vitepress";

/** Where the repository's files are shown, such as https://github.com/acme/repository/blob/main; the deploying workflow says it. */
const FILES = process.env["DOCS_REPOSITORY"];

/** Links that lead to a file in the repository lead on the site to the page that shows it, or to the repository. */
export function repositoryLinks(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push("repository-links", ({ tokens, env }) => {
    const { relativePath } = env as { relativePath: string };
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.attrGet("href");
      if (href !== null) token.attrSet("href", onSite(href, posix.dirname(relativePath)));
    }
  });
}

function onSite(href: string, folder: string): string {
  if (/^[a-z]+:|^#/.test(href)) return href;
  const [, outside] = /^\.\.\/(.*)/.exec(posix.join(folder, href)) ?? [];
  const [, example] = /^examples\/([\w/-]+?)(?:\/index\.ts)?$/.exec(outside ?? "") ?? [];
  if (example !== undefined) return `/examples#${example.replaceAll("/", "-")}`;
  if (outside !== undefined) return FILES === undefined ? "#" : `${FILES}/${outside}`;
  return href.replace(/(^|\/)README\.md(?=#|$)/, (_, slash: string) => (slash === "" ? "./" : "/"));
}

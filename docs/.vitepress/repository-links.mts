import type { MarkdownRenderer } from "vitepress";

/** Links that lead to a file in the repository lead on the site to the page that shows it. */
export function repositoryLinks(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push("repository-links", ({ tokens }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.attrGet("href");
      if (href !== null) token.attrSet("href", onSite(href));
    }
  });
}

function onSite(href: string): string {
  if (/^[a-z]+:/.test(href)) return href;
  const [, example] = /^(?:\.\.\/)+examples\/([\w/-]+?)(?:\/index\.ts)?$/.exec(href) ?? [];
  if (example !== undefined) return `/examples#${example.replaceAll("/", "-")}`;
  return href.replace(/(^|\/)README\.md(?=#|$)/, (_, slash: string) => (slash === "" ? "./" : "/"));
}

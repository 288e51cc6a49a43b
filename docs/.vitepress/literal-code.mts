import type { MarkdownRenderer } from "vitepress";

/** Code within a line is text: `{{secrets/…}}` in it is no expression of the site's template language. */
export function literalCode(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push("literal-code", ({ tokens }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type === "code_inline") token.attrSet("v-pre", "");
    }
  });
}

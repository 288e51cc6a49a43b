// @ts-check
// Hand-written pages that show a file of the repository: `<!-- file: path -->` before a fenced block.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../repository.mjs";

/** @returns {[path: string, text: string][]} pages with the files as they are now */
export function pagesWithFiles() {
  return readdirSync(join(root, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map(
      (file) =>
        /** @type {[string, string]} */ ([`docs/${file}`, readFileSync(join(root, "docs", file), "utf8")]),
    )
    .filter(([, text]) => text.includes("<!-- file: "))
    .map(([page, text]) => [
      page,
      text.replaceAll(
        /(<!-- file: (\S+) -->\n\n```\w+\n).*?(```)/gs,
        (_, before, file, after) => `${before}${readFileSync(join(root, file), "utf8")}${after}`,
      ),
    ]);
}

// @ts-check
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Links of a built site that lead to no page or to no heading of it. VitePress itself looks at pages alone.
 *
 * @param {string} folder of the site
 * @param {string} base path below which it is served, with a slash at both ends
 * @returns {string[]} a line for each
 */
export function brokenLinks(folder, base) {
  const pages = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".html") && file !== "404.html");
  /** @type {Map<string, Set<string>>} */
  const anchors = new Map(
    pages.map((page) => [page, new Set(matches(readFileSync(join(folder, page), "utf8"), / id="([^"]+)"/g))]),
  );
  return pages.flatMap((page) => {
    const here = `http://site${base}${page.replace(/(^|\/)index\.html$/, "$1").replace(/\.html$/, "")}`;
    const html = readFileSync(join(folder, page), "utf8");
    return [...new Set(matches(html, /<a [^>]*?href="([^"]+)"/g))].flatMap((href) => {
      const { origin, pathname, hash } = new URL(href.replaceAll("&amp;", "&"), here);
      if (origin !== "http://site") return [];
      const target = pathname.startsWith(base)
        ? fileOf(decodeURI(pathname.slice(base.length)), anchors)
        : undefined;
      if (target === undefined)
        return existsSync(join(folder, pathname.slice(base.length)))
          ? []
          : [`${page}: ${href} leads nowhere`];
      const anchor = decodeURIComponent(hash.slice(1));
      return anchor === "" || anchors.get(target)?.has(anchor)
        ? []
        : [`${page}: ${href}: the page has no such heading`];
    });
  });
}

/**
 * @param {string} path
 * @param {ReadonlyMap<string, unknown>} pages
 */
const fileOf = (path, pages) =>
  [path, `${path}.html`, `${path}index.html`, `${path}/index.html`].find((file) => pages.has(file));

/**
 * @param {string} text
 * @param {RegExp} pattern
 */
const matches = (text, pattern) => [...text.matchAll(pattern)].map(([, found]) => found ?? "");

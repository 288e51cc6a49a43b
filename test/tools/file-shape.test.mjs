// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { fileShapeProblems } from "../../tools/check/file-shape.mjs";
import { temporaryFolder } from "./temporary-folder.mjs";

/**
 * @param {string} file
 * @param {number} [lines]
 */
function problemsOf(file, lines = 10) {
  const root = temporaryFolder();
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), "// a line\n".repeat(lines));
  return fileShapeProblems(root, [file]);
}

describe("the shape of a file", () => {
  it.each([
    ["provider/client/api/http-client.ts", 300],
    ["test/tools/with-lock.test.mjs", 10],
    ["README.md", 5000],
    ["tools/engine/go.mod", 10],
    ["provider/catalog/models.json", 5000],
    ["examples/quickstart/Pulumi.yaml", 10],
  ])("%s with %i lines is fine", (file, lines) => {
    expect(problemsOf(file, lines)).toEqual([]);
  });

  it.each([
    ["provider/client/api/http-client.ts", 301, "301 lines, at most 300"],
    ["provider/api/httpClient.ts", 10, "kebab-case"],
    ["provider/utils.ts", 10, '"utils" says nothing'],
    ["provider/helpers/join-path.ts", 10, '"helpers" says nothing'],
  ])("%s with %i lines is refused", (file, lines, problem) => {
    expect(problemsOf(file, lines)).toEqual([expect.stringContaining(problem)]);
  });
});

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const NAME = "pulumi-databricks-serving";

/** Where this package lies, and which version it is. */
export const ownPackage: Readonly<{ name: string; folder: string; version: string }> = find();

/** Found upwards from here: this file lies at another depth in dist/ than in the sources. */
function find() {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    try {
      const found = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, unknown>;
      if (found["name"] === NAME) return { name: NAME, folder, version: String(found["version"]) };
    } catch {
      // None in this folder.
    }
    if (dirname(folder) === folder) return { name: NAME, folder: __dirname, version: "unknown" };
  }
}

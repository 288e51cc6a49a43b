import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const PACKAGE = "pulumi-databricks-serving";

/** What servers see in their logs: `pulumi-databricks-serving/<version> node/<version>`. */
export const defaultUserAgent = `${PACKAGE}/${packageVersion()} node/${process.versions.node}`;

/** The package's own version, found upwards from here: this file lies at another depth in dist/ than in the sources. */
function packageVersion(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    try {
      const found = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, unknown>;
      if (found["name"] === PACKAGE) return String(found["version"]);
    } catch {
      // None in this folder.
    }
    if (dirname(folder) === folder) return "unknown";
  }
}

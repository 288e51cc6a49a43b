import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ownPackage } from "../../client/api/own-package";

/** The schema of the package, made of the resources' schemas: `node tools/plugin-schema.mjs` writes it. */
export function ownSchema(): string {
  const schema = JSON.parse(readFileSync(join(ownPackage.folder, "plugin", "schema.json"), "utf8")) as object;
  return JSON.stringify({ ...schema, version: ownPackage.version });
}

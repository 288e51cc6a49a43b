import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { providerFolder, type ProviderFolder } from "./provider-folder";

const PACKAGE = "pulumi-databricks-serving";

/** How each package manager is known by its files, and adds a package. */
const MANAGERS: readonly (readonly [file: string, add: string])[] = [
  ["pnpm-lock.yaml", "pnpm add"],
  ["bun.lock", "bun add"],
  ["bun.lockb", "bun add"],
  ["yarn.lock", "yarn add"],
  ["package-lock.json", "npm install"],
];

let found = false;

/**
 * Makes sure that the engine will find the provider. State refers to it by the package's name, which is resolved from the
 * program's folder; where only another package depends on this one, strict package managers do not let it be found there.
 *
 * @throws Error that says what to add, and where
 */
export function requireProvider(): void {
  if (found) return;
  const folder = providerFolder();
  if (folder !== undefined && !resolves(folder)) throw new Error(message(folder));
  found = folder !== undefined;
}

function resolves({ path }: ProviderFolder): boolean {
  try {
    // Plug'n'Play takes the text in state for a part of Pulumi's own package.
    const from =
      process.versions["pnp"] === undefined
        ? join(path, "index.js")
        : createRequire(__filename).resolve("@pulumi/pulumi/cmd/dynamic-provider/index.js");
    const provider = createRequire(from).resolve(`${PACKAGE}/provider`);
    createRequire(provider).resolve("@pulumi/pulumi");
    return true;
  } catch {
    return false;
  }
}

function message({ path, inline }: ProviderFolder): string {
  const what = `${PACKAGE} cannot be found from ${path}, where Pulumi starts its provider.`;
  if (inline) {
    return (
      `${what} That is where the project of this inline program is, by default the folder that the process was started in. ` +
      "Say the one whose node_modules has the package: LocalWorkspace.createOrSelectStack({ … }, " +
      '{ workDir: __dirname, projectSettings: { name: "…", runtime: "nodejs" } }).'
    );
  }
  if (process.versions["pnp"] !== undefined) {
    return (
      `${what} With Yarn Plug'n'Play, Pulumi's own package loads it, which finds what the root of the workspace depends on. ` +
      `Run in that root: yarn add ${PACKAGE} @pulumi/pulumi`
    );
  }
  const add = manager(path);
  return (
    `${what} Another package of this program depends on it, but the program's own package.json does not, and state refers to ` +
    `it by name. Run in ${path}: ${add} ${PACKAGE}`
  );
}

function manager(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    const known = MANAGERS.find(([file]) => existsSync(join(at, file)));
    if (known !== undefined) return known[1];
    if (dirname(at) === at) return "npm install";
  }
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ownPackage } from "../../provider/client/api/own-package";

interface Manifest {
  readonly engines: { readonly node: string };
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

const manifest = JSON.parse(readFileSync(join(ownPackage.folder, "package.json"), "utf8")) as Manifest;

/** The versions of Node.js that this package runs on, as a range. */
export const nodeRange = manifest.engines.node;

/** The packages that this one needs beside it, each with the range of its versions. */
export const peerRanges: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(manifest.peerDependencies).filter(
    ([name]) => manifest.peerDependenciesMeta?.[name]?.optional !== true,
  ),
);

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ownPackage } from "../../provider/client/api/own-package";

interface Manifest {
  readonly engines: { readonly node: string };
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(join(ownPackage.folder, "package.json"), "utf8")) as Manifest;

/** The versions of Node.js that this package runs on, as a range. */
export const nodeRange = manifest.engines.node;

/** The packages beside which this one runs, each with the range of its versions. */
export const peerRanges = manifest.peerDependencies;

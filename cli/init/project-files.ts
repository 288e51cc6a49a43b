import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ownPackage } from "../../provider/client/api/own-package";
import { peerRanges } from "../doctor/requirements";
import { providerProgram } from "./find-example";
import type { Forge } from "./forges";

/** What a new project is to be. */
export interface Wanted {
  readonly name: string;
  readonly provider: string;
  readonly forge: Forge;
  readonly policies: boolean;
  /** What npm installs this package from. */
  readonly package: string;
}

const read = (...path: string[]): string => readFileSync(join(ownPackage.folder, ...path), "utf8");

/** The files of a new project, by their paths in it. */
export function projectFiles(wanted: Wanted): Map<string, string> {
  const { name, provider, forge, policies } = wanted;
  const files = new Map([
    ["Pulumi.yaml", `name: ${name}\nruntime:\n  name: nodejs\n  options:\n    typescript: true\n`],
    ["index.ts", readFileSync(providerProgram(provider), "utf8")],
    ["package.json", packageJson(wanted)],
    ["tsconfig.json", read("examples", "quickstart", "tsconfig.json")],
    [".gitignore", "node_modules/\n.pulumi-state/\nreport.md\nreport.sarif\n"],
  ]);
  if (!policies) return files;
  files.set("policies.json", read("templates", "policies.json"));
  const workflow = join(".github", "workflows", "pull-request-checks.yml");
  if (forge === "github") files.set(workflow, read("examples", "pull-request-checks", workflow));
  if (forge === "gitlab") files.set(".gitlab-ci.yml", read("templates", "gitlab-ci.yml"));
  if (forge === "azure-devops") files.set("azure-pipelines.yml", read("templates", "azure-pipelines.yml"));
  return files;
}

function packageJson({ name, policies, package: spec }: Wanted): string {
  const peers = Object.entries(peerRanges).filter(([peer]) => policies || peer !== "@pulumi/policy");
  const { devDependencies } = JSON.parse(read("examples", "quickstart", "package.json")) as {
    devDependencies: Record<string, string>;
  };
  const manifest = {
    name,
    private: true,
    main: "index.ts",
    dependencies: { ...Object.fromEntries(peers), [ownPackage.name]: spec },
    devDependencies,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ownPackage } from "../../provider/client/api/own-package";
import { nearest } from "../../provider/text/nearest";
import { CalledWrongly } from "../kit/command-failed";

const folder = join(ownPackage.folder, "examples");

/** Names that people have for providers. */
const ALIASES: Readonly<Record<string, string>> = {
  azure: "azure-openai",
  bedrock: "amazon-bedrock",
  vertex: "google-cloud-vertex-ai",
  gemini: "google-cloud-vertex-ai",
  databricks: "databricks-model-serving",
  ai21: "ai21labs",
};

/** The providers that have an example program. */
export const exampleProviders = (): string[] =>
  readdirSync(join(folder, "providers"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -3))
    .sort();

/**
 * The program of a provider's example, as a file.
 *
 * @throws CalledWrongly with the nearest name
 */
export function providerProgram(name: string): string {
  const known = exampleProviders();
  const provider = ALIASES[name] ?? name;
  if (known.includes(provider)) return join(folder, "providers", `${provider}.ts`);
  throw new CalledWrongly(unknown("provider", name, [...known, ...Object.keys(ALIASES)], known));
}

/**
 * What an example is made of: one file of a provider, or a folder with all of a project.
 *
 * @throws CalledWrongly with the nearest name
 */
export function findExample(name: string): { file: string } | { folder: string } {
  const provider = ALIASES[name] ?? name;
  if (exampleProviders().includes(provider)) return { file: providerProgram(provider) };
  const projects = exampleProjects();
  if (projects.includes(name)) return { folder: join(folder, name) };
  const all = [...exampleProviders(), ...projects];
  throw new CalledWrongly(unknown("example", name, [...all, ...Object.keys(ALIASES)], all));
}

/** Examples that are whole projects, by their paths below examples/. */
export function exampleProjects(path = ""): string[] {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory() || entry.name === "node_modules") return [];
    const below = path === "" ? entry.name : `${path}/${entry.name}`;
    return existsSync(join(folder, below, "Pulumi.yaml")) ? [below] : exampleProjects(below);
  });
}

function unknown(what: string, name: string, near: readonly string[], allowed: readonly string[]): string {
  const meant = nearest(name, near);
  const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
  return `there is no ${what} ${JSON.stringify(name)}.${hint} There are ${allowed.join(", ")}.`;
}

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import type { Fields } from "../../provider/schema/plain-object";
import type { Bench } from "../lifecycle/with-lifecycle";
import { migrated, type MadeService } from "./migrated-program";

/** Puts secrets into Unity Catalog as the commands of a migration would. */
export async function moveSecrets(
  bench: Bench,
  said: { secrets: { key: string; to: string }[] },
): Promise<void> {
  for (const { key: name, to } of said.secrets) {
    const [catalog_name, schema_name, leaf] = to.split(".");
    await bench.byHand("POST", "/api/2.1/unity-catalog/secrets", {
      catalog_name,
      schema_name,
      name: leaf,
      value: `upstream-${name}`,
    });
  }
}

/** What a preview and an `up` do with a migrated program. */
export async function deploy(bench: Bench, services: readonly MadeService[]): Promise<void> {
  for (const { type, args } of services) {
    const name = String(args["modelProviderServiceId"] ?? args["modelServiceId"]);
    const resource = type === "ModelService" ? bench.modelService(name) : bench.providerService(name);
    expect(await resource.preflight(args)).toEqual([]);
    await resource.up(args);
    await resource.refresh();
    expect(resource.diff(args).changes).toBe(false);
  }
}

/** What `pulumi stack export` writes of a stack with these resources. */
export function stateFile(...resources: { type: string; outputs: Fields; delete?: boolean }[]): string {
  const folder = mkdtempSync(join(tmpdir(), "migrate-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "state.json");
  writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources } }));
  return file;
}

const OWN = "pulumi-nodejs:dynamic/databricks:";
/** A resource as a state holds it. */
export const held = (type: string, resource: ReturnType<Bench["endpoint"]>) => ({
  type: OWN + type,
  outputs: resource.state?.outputs ?? {},
});

/** Migrates an endpoint to `main.ai`, and answers what `--json` says. */
export async function migrate(bench: Bench, endpoint: string, ...args: string[]) {
  const { code, text, said } = await migrated(bench.emulator, endpoint, "--to", "main.ai", "--json", ...args);
  expect(said).toBe("");
  expect(code).toBe(0);
  return JSON.parse(text) as {
    program: string;
    lost: { what: string; why: string; todo: string }[];
    secrets: { scope: string; key: string; to: string }[];
  };
}

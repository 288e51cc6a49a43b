import type { Workspace } from "../workspace/workspace";
import { CATALOG_SEED, type CatalogSeed } from "./catalog-seed";
import { newSecurable } from "./catalog-world";
import type { SecurableType } from "./securable";
import { partsOf, storedName } from "./full-name";
import { grantable } from "./grantable";
import { KIND } from "./securable-kind";
import { lookUp } from "./securables";
import { createService } from "./services";
import type { ServiceKind } from "./stored-service";

/**
 * Puts into Unity Catalog what it is to start with, as the admin would. What is there already stays; secrets get the value
 * that they have now.
 *
 * @param readSource the value of a secret from what the seed says of it.
 * @throws Error naming the part of the seed that cannot be made.
 */
export function seedCatalog(
  workspace: Workspace,
  seed: CatalogSeed,
  readSource: (source: string, what: string) => string,
): void {
  const { unityCatalog, identities } = workspace.world;
  const admin = identities.find((identity) => identity.admin) ?? identities[0]!;
  const now = workspace.clock.now();
  const made = (fullName: string) => newSecurable(fullName, admin.userName, now);
  const { schemas, secrets, modelProviderServices, modelServices, grants } = CATALOG_SEED.parse(seed);

  for (const given of schemas ?? []) {
    const name = storedName(given, workspace);
    const catalog = partsOf(name)[0]!;
    unityCatalog.catalogs[catalog] ??= made(catalog);
    unityCatalog.schemas[name] ??= made(name);
  }
  for (const [given, source] of Object.entries(secrets ?? {})) {
    const name = storedName(given, workspace);
    const value = readSource(source, `secret ${name}`);
    unityCatalog.secrets[name] = { ...(unityCatalog.secrets[name] ?? made(name)), value };
  }
  const service = (kind: ServiceKind, given: string, body: object): void => {
    const name = storedName(given, workspace);
    if (Object.hasOwn(unityCatalog.services, name)) return;
    try {
      createService(kind, name, body, admin, workspace);
    } catch (error) {
      throw new Error(`seed: ${KIND[kind].toLowerCase()} ${name}: ${(error as Error).message}`, {
        cause: error,
      });
    }
  };
  for (const [name, body] of Object.entries(modelProviderServices ?? {}))
    service("MODEL_PROVIDER_SERVICE", name, body);
  for (const [name, body] of Object.entries(modelServices ?? {})) service("MODEL_SERVICE", name, body);
  for (const { type: given, name: full, principal, privileges } of grants ?? []) {
    const type = given as SecurableType;
    const name = storedName(full, workspace);
    if (lookUp(workspace, type, name) === undefined)
      throw new Error(`seed: grant on ${KIND[type].toLowerCase()} ${name}, which does not exist`);
    const allowed = grantable(type);
    const spelled = privileges.map((one) => one.toUpperCase().replaceAll(" ", "_"));
    const wrong = spelled.find((one) => !allowed.includes(one));
    if (wrong !== undefined) throw new Error(`seed: ${wrong} on ${name}; allowed: ${allowed.join(", ")}`);
    const all = (unityCatalog.grants[`${type} ${name}`] ??= {});
    all[principal] = [...new Set([...(all[principal] ?? []), ...spelled])].toSorted();
  }
}

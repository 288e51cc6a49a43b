import * as z from "zod";
import type { Workspace } from "../workspace/workspace";
import { newSecurable, type SecurableType } from "./catalog-world";
import { partsOf, storedName } from "./full-name";
import { grantable } from "./grantable";
import { KIND, lookUp } from "./securables";
import { createService, MESSAGE } from "./services";
import type { ServiceKind } from "./stored-service";

const byFullName = <Value extends z.ZodType>(value: Value, what: string) =>
  z.record(z.string().regex(/^[^.]+\.[^.]+\.[^.]+$/, "{catalog}.{schema}.{name}"), value, what).optional();

/** What Unity Catalog holds from the start, besides what every workspace has. */
export const CATALOG_SEED = z.strictObject({
  /** Schemas, as `{catalog}.{schema}`; their catalogs come along. */
  schemas: z.array(z.string().regex(/^[^.]+\.[^.]+$/, "{catalog}.{schema}")).optional(),
  /** Secrets by full name: the value, or where it is found, as for secrets of scopes. */
  secrets: byFullName(z.string("a string"), "secrets by {catalog}.{schema}.{name}"),
  modelProviderServices: byFullName(
    MESSAGE.MODEL_PROVIDER_SERVICE,
    "provider services by {catalog}.{schema}.{name}",
  ),
  modelServices: byFullName(MESSAGE.MODEL_SERVICE, "model services by {catalog}.{schema}.{name}"),
  grants: z
    .array(
      z.strictObject({
        type: z.enum(Object.keys(KIND)),
        name: z.string(),
        principal: z.string(),
        privileges: z.array(z.string()),
      }),
    )
    .optional(),
});

export type CatalogSeed = z.input<typeof CATALOG_SEED>;

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

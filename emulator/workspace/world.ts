import { randomInt } from "node:crypto";
import type { StoredEndpoint } from "../serving/stored-endpoint";
import { initialCatalog, type CatalogWorld } from "../unity-catalog/catalog-world";
import type { StoredFile } from "./stored-file";
import { initialIdentities, numericId, type AccessToken, type Identity } from "./identities";

export interface StoredSecret {
  /** Base64, as `secrets/get` returns it. */
  value: string;
  updatedAt: number;
}

export interface SecretScope {
  name: string;
  secrets: Record<string, StoredSecret>;
  /** READ, WRITE or MANAGE by principal. */
  acls: Record<string, string>;
}

export interface StoredGroup {
  /** Numeric id of SCIM, as a string. */
  id: string;
  displayName: string;
  entitlements?: string[];
  externalId?: string;
}

/** A connection of Unity Catalog to an HTTP service. */
export interface StoredConnection {
  name: string;
  id: string;
  owner: string;
  createdAt: number;
  /** `host` with its scheme, `port`, `base_path`, `bearer_token`. */
  options: Record<string, string>;
  comment?: string | undefined;
  properties?: Record<string, string> | undefined;
}

/** One call of the data plane, as the gateway's tables record it. */
export type TableRow = Record<string, unknown>;

/** All that the emulated workspace remembers. Plain data, so that it can be written to a file. */
export interface World {
  /** Decimal digits, as in `X-Databricks-Org-Id`. */
  workspaceId: string;
  endpoints: Record<string, StoredEndpoint>;
  scopes: Record<string, SecretScope>;
  identities: Identity[];
  /** Groups that exist without anybody in them too. Who belongs to one is said at the identities. */
  groups: StoredGroup[];
  /** By digest of the token. */
  accessTokens: Record<string, AccessToken>;
  usage: TableRow[];
  payloads: Record<string, TableRow[]>;
  unityCatalog: CatalogWorld;
  connections: Record<string, StoredConnection>;
  /** Files and folders by path, beside the folders that are always there. */
  files: Record<string, StoredFile>;
  clockOffset: number;
}

/**
 * @param token the admin's personal access token.
 * @param workspaceId default a random one: two emulators are two workspaces.
 */
export function emptyWorld(token: string, workspaceId: string = newWorkspaceId()): World {
  const identities = initialIdentities(token);
  return {
    workspaceId,
    endpoints: byName(),
    scopes: byName(),
    identities,
    groups: ["admins", "users"].map((displayName) => ({
      id: numericId(`group ${displayName}`),
      displayName,
    })),
    accessTokens: byName(),
    usage: [],
    payloads: byName(),
    unityCatalog: initialCatalog(identities[0]!.userName),
    connections: byName(),
    files: byName(),
    clockOffset: 0,
  };
}

/** Things by names that others choose: an object without a prototype, so that `__proto__` and `constructor` are names. */
export function byName<Thing>(entries: Record<string, Thing> = {}): Record<string, Thing> {
  return Object.assign(Object.create(null) as Record<string, Thing>, entries);
}

/** A secret scope without secrets, which one principal manages. */
export function newScope(name: string, manager: string): SecretScope {
  return { name, secrets: byName(), acls: byName({ [manager]: "MANAGE" }) };
}

/** As long as real ones. */
const newWorkspaceId = (): string => String(randomInt(10 ** 12, 10 ** 14)) + String(randomInt(10, 100));

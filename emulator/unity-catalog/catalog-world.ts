import { randomUUID } from "node:crypto";
import { SYSTEM_MODELS, type SystemModel } from "./system-models";
import type { Securable } from "./securable";
import type { StoredService } from "./stored-service";

export interface StoredUcSecret extends Securable {
  value: string;
  /** As it was given; says something to people only. */
  expireTime?: string;
}

/** A service credential: the emulator keeps what it was made of, and asks no cloud. */
export interface StoredCredential extends Securable {
  identity: Record<string, unknown>;
}

export interface StoredTable extends Securable {
  rows: Record<string, unknown>[];
}

/** All of Unity Catalog, by full name. Plain data: it goes into the state file as it is. */
export interface CatalogWorld {
  metastoreId: string;
  catalogs: Record<string, Securable>;
  schemas: Record<string, Securable>;
  secrets: Record<string, StoredUcSecret>;
  credentials: Record<string, StoredCredential>;
  models: Record<string, Securable>;
  tables: Record<string, StoredTable>;
  /** Model provider services and model services together: they share one namespace in a schema. */
  services: Record<string, StoredService>;
  /** Privileges granted directly, by `TYPE full.name`, then by principal. */
  grants: Record<string, Record<string, string[]>>;
}

/** The group that everybody is in. */
export const ACCOUNT_USERS = "account users";

/** Who owns what was there from the start. */
const SYSTEM_USER = "System user";

export function newSecurable(fullName: string, owner: string, now: number): Securable {
  return {
    id: randomUUID(),
    fullName,
    owner,
    createdAt: now,
    createdBy: owner,
    updatedAt: now,
    updatedBy: owner,
  };
}

/**
 * A metastore as a new workspace finds it: the catalog `main`, whose schema `default` everybody may build in, as in a
 * workspace that Unity Catalog was enabled for automatically, and `ai`, which is the admin's; and Databricks' own models
 * in `system.ai`, for everybody to use.
 */
export function initialCatalog(admin: string): CatalogWorld {
  const now = Date.now();
  const named = (names: readonly string[], owner: string): Record<string, Securable> =>
    Object.fromEntries(names.map((name) => [name, newSecurable(name, owner, now)]));
  return {
    metastoreId: randomUUID(),
    catalogs: { ...named(["main"], admin), ...named(["system"], SYSTEM_USER) },
    schemas: { ...named(["main.ai", "main.default"], admin), ...named(["system.ai"], SYSTEM_USER) },
    secrets: {},
    credentials: {},
    models: named(
      SYSTEM_MODELS.map(({ name }) => `system.ai.${name}`),
      SYSTEM_USER,
    ),
    tables: {},
    services: Object.fromEntries(SYSTEM_MODELS.map((model) => systemService(model, now))),
    grants: {
      "CATALOG main": { [ACCOUNT_USERS]: ["USE_CATALOG"] },
      "SCHEMA main.default": {
        [ACCOUNT_USERS]: [
          "USE_SCHEMA",
          "CREATE_CONNECTION",
          "CREATE_MODEL",
          "CREATE_SECRET",
          "CREATE_SERVICE",
          "CREATE_TABLE",
        ],
      },
      "CATALOG system": { [ACCOUNT_USERS]: ["USE_CATALOG"] },
      "SCHEMA system.ai": { [ACCOUNT_USERS]: ["USE_SCHEMA", "EXECUTE"] },
    },
  };
}

function systemService({ name, service }: SystemModel, now: number): [string, StoredService] {
  const fullName = `system.ai.${service}`;
  return [
    fullName,
    {
      ...newSecurable(fullName, SYSTEM_USER, now),
      kind: "MODEL_SERVICE",
      version: 1,
      config: {
        routing: {
          destinations: [
            {
              name: service,
              destination_type: "DESTINATION_TYPE_PAY_PER_TOKEN_FOUNDATION_MODEL",
              pay_per_token_config: { model: `models/system.ai.${name}` },
            },
          ],
        },
      },
      bindings: {},
    },
  ];
}

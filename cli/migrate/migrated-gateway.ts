import type { AccessControl } from "../../provider/client/permissions/permissions-client";
import type { Fields } from "../../provider/schema/plain-object";
import type { LostSetting } from "./lost-settings";
import type { MovableEndpoint } from "./movable-endpoint";

/** Limits, table and grants of a migrated endpoint. */
export interface MigratedGateway {
  readonly config: Fields;
  readonly grants: readonly Fields[] | undefined;
  readonly lost: readonly LostSetting[];
}

const LIMIT_KEY: Readonly<Record<string, string>> = {
  endpoint: "SERVICE",
  user: "USER_DEFAULT",
  user_group: "USER_GROUP",
  service_principal: "SERVICE_PRINCIPAL",
};

const PRIVILEGES: Readonly<Record<AccessControl["permissionLevel"], readonly string[]>> = {
  CAN_MANAGE: ["EXECUTE", "MANAGE"],
  CAN_QUERY: ["EXECUTE"],
  CAN_VIEW: ["READ_METADATA"],
};

/** What of an endpoint's gateway and permissions a model service has too. */
export function migratedGateway({ answer, permissions }: MovableEndpoint, schema: string): MigratedGateway {
  const { aiGateway } = answer.inputs;
  const lost: LostSetting[] = [];
  const rateLimits = (aiGateway?.rateLimits ?? []).map(({ key = "endpoint", principal, calls, tokens }) => ({
    key: key === "user" && principal !== undefined ? "USER" : (LIMIT_KEY[key] ?? key),
    renewalPeriod: "MINUTE",
    principal,
    requests: calls,
    tokens,
  }));
  const table = aiGateway?.inferenceTableConfig;
  const logs = table?.enabled === true && table.catalogName !== undefined;
  const prefix = table?.tableNamePrefix ?? answer.name;
  if (logs) {
    lost.push({
      what: "inference table",
      why: "two owners cannot write one table",
      todo: `a new one with the prefix ${prefix}_service; the old one stays as it is`,
    });
  }
  const hidden = permissions === "hidden";
  if (hidden) {
    lost.push({ what: "permissions", why: "you may not read them", todo: "write grants for those who call" });
  } else if (permissions.length > 0) {
    lost.push({
      what: "permissions",
      why: "a grant on the service is not enough",
      todo: `grant USE CATALOG and USE SCHEMA on ${schema} to those who call, too`,
    });
  }
  return {
    config: {
      rateLimits: rateLimits.length === 0 ? undefined : rateLimits,
      inferenceTable: logs
        ? {
            parent: `${table.catalogName ?? ""}.${table.schemaName ?? ""}`,
            tableNamePrefix: `${prefix}_service`,
          }
        : undefined,
    },
    grants: hidden || permissions.length === 0 ? undefined : permissions.map(grantOf),
    lost,
  };
}

const grantOf = ({ userName, groupName, servicePrincipalName, permissionLevel }: AccessControl): Fields => ({
  principal: userName ?? groupName ?? servicePrincipalName,
  privileges: PRIVILEGES[permissionLevel],
});

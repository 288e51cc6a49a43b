import * as pulumi from "@pulumi/pulumi";
import type { ProviderArgs } from "./provider";

/** How to reach and sign in to a workspace, with the fields of `Provider`. What is not given comes from the environment or a profile. */
export type ConnectionArgs = { [Field in keyof ProviderArgs]?: string };

const FIELDS = [
  "host",
  "token",
  "clientId",
  "clientSecret",
  "profile",
  "configFile",
  "authType",
  "accountId",
  "azureTenantId",
  "azureClientId",
  "azureClientSecret",
  "azureWorkspaceResourceId",
] as const satisfies readonly (keyof ProviderArgs)[];

/**
 * The settings that a lookup signs in with: those given, else the `databricks:*` config of the stack. As for a `Provider`,
 * the two are not mixed.
 */
export function connectionSettings(connection: ConnectionArgs | undefined): Record<string, string> {
  const config = new pulumi.Config("databricks");
  const given = FIELDS.map((field) => [field, connection ? connection[field] : config.get(field)] as const);
  return Object.fromEntries(
    given.filter((entry): entry is [(typeof FIELDS)[number], string] => entry[1] !== undefined),
  );
}

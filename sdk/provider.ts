import * as pulumi from "@pulumi/pulumi";
import type { ConnectionSettings } from "../provider/client/api/connection-settings";

/** How to reach and sign in to one workspace. What is not given comes from the environment, as for every Databricks tool. */
export type ProviderArgs = { [Setting in keyof ConnectionSettings]: pulumi.Input<string> | undefined };

const SECRET: readonly string[] = [
  "token",
  "password",
  "clientSecret",
  "azureClientSecret",
  "actionsIdTokenRequestToken",
  "googleCredentials",
] satisfies (keyof ConnectionSettings)[];

/**
 * An explicit connection, for a second workspace: pass it as `{ provider }`. It runs as a process of its own. Prefer to
 * leave credentials to the environment or a profile: what is given here is kept in state, encrypted.
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, options?: pulumi.ResourceOptions) {
    const properties = Object.entries(args).map(
      ([key, value]: [string, pulumi.Input<string> | undefined]) => [
        `databricks:${key}`,
        SECRET.includes(key) && value !== undefined ? pulumi.secret(value) : value,
      ],
    );
    super(
      "pulumi-nodejs",
      name,
      Object.fromEntries(properties) as Record<string, pulumi.Input<string>>,
      options,
    );
  }
}

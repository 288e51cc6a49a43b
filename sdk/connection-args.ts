import * as pulumi from "@pulumi/pulumi";
import type { ConnectionSettings, SettingName } from "../provider/client/api/connection-settings";

/** How to reach and sign in to a workspace, with the fields of `Provider`. What is not given comes from the environment or a profile. */
export type ConnectionArgs = { [Setting in keyof ConnectionSettings]: string | undefined };

/**
 * The settings that a lookup signs in with: those given, else the `databricks:*` config of the stack. As for a `Provider`,
 * the two are not mixed.
 *
 * @param names of all settings that there are
 */
export function connectionSettings(
  connection: ConnectionArgs | undefined,
  names: readonly SettingName[],
): ConnectionSettings {
  const config = new pulumi.Config("databricks");
  const given = names.map((name) => [name, connection ? connection[name] : config.get(name)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

import * as pulumi from "@pulumi/pulumi";
import type { ConnectionSettings } from "../provider/client/api/connection-settings";
import { SECRET_SETTINGS } from "../provider/resources/secret-settings";
import { normaliseHost } from "../provider/client/api/normalise-host";

/** How to reach and sign in to one workspace. What is not given comes from the environment, as for every Databricks tool. */
export type ProviderArgs = { [Setting in keyof ConnectionSettings]: pulumi.Input<string> | undefined };

/**
 * An explicit connection, for a second workspace: pass it as `{ provider }`. It runs as a process of its own. Prefer to
 * leave credentials to the environment or a profile: what is given here is kept in state, encrypted.
 *
 * Another `host` is another workspace: the provider and all its resources are replaced.
 */
export class Provider extends pulumi.ProviderResource {
  /** Type token; typed policies match on it. */
  static readonly __pulumiType = "pulumi:providers:pulumi-nodejs";

  /** Address of the workspace, such as `https://adb-1.2.azuredatabricks.net`; undefined where the environment or a profile says it. */
  readonly host: pulumi.Output<string> | undefined;

  /** Whether a value is a `Provider`, of whichever copy of this package. */
  static override isInstance(value: unknown): value is Provider {
    return (
      pulumi.CustomResource.isInstance(value) &&
      (value as { __pulumiType?: string }).__pulumiType === Provider.__pulumiType &&
      "host" in value
    );
  }

  /**
   * @param name of the resource in this program
   * @param args how to reach and sign in to the workspace
   * @param options Pulumi's resource options
   */
  constructor(name: string, args: ProviderArgs = {}, options: pulumi.ResourceOptions = {}) {
    const properties = Object.entries(args).map(
      ([key, value]: [string, pulumi.Input<string> | undefined]) => [
        `databricks:${key}`,
        SECRET_SETTINGS.includes(key) && value !== undefined ? pulumi.secret(value) : value,
      ],
    );
    const host = args.host === undefined ? undefined : pulumi.output(args.host).apply(address);
    super(
      "pulumi-nodejs",
      name,
      Object.fromEntries(properties) as Record<string, pulumi.Input<string>>,
      // Replaced, not updated: the old provider deletes what is in the old workspace.
      host === undefined ? options : { replacementTrigger: host, ...options },
    );
    this.host = host;
  }
}

/** One text for one workspace, however the host is spelt. */
function address(host: string): string {
  try {
    return normaliseHost(host, "host").url;
  } catch {
    return host; // The provider says what is wrong with it.
  }
}

import * as pulumi from "@pulumi/pulumi";
import type { Workspace } from "../provider/client/workspace";
import { connectionSettings, type ConnectionArgs } from "./connection-args";
import type { LookupOptions, LookupOutputOptions } from "./lookup-options";

/**
 * Looks something up in a workspace. What speaks HTTP is loaded here, so that programs that look nothing up do without it.
 *
 * @throws pulumi.RunError with a complete message and no stack: the mistake is none of the code's
 */
export async function lookUp<T>(
  options: LookupOptions,
  look: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  try {
    const [{ SETTING_NAMES }, { resolveConnection }, { HttpClient }, { Workspace }] = await Promise.all([
      import("../provider/client/api/connection-settings.js"),
      import("../provider/client/api/connection.js"),
      import("../provider/client/api/http-client.js"),
      import("../provider/client/workspace.js"),
    ]);
    const settings = connectionSettings(options.connection, SETTING_NAMES);
    const connection = resolveConnection(settings, process.env);
    return await look(new Workspace(new HttpClient(connection)));
  } catch (error) {
    const failure = new pulumi.RunError((error as Error).message);
    // Pulumi prints the stack all the same of what fails after the program's last line; it would lead into this file.
    failure.stack = failure.message;
    throw failure;
  }
}

/** Arguments and options of an `…Output` function, resolved. */
export function resolved<Args, Result>(
  args: pulumi.Input<Args>,
  options: LookupOutputOptions,
  look: (args: Args, options: LookupOptions) => Promise<Result>,
): pulumi.Output<Result> {
  // What is found never holds the credentials that it was found with, so that it need not be as secret as they are.
  const connection = pulumi.unsecret(pulumi.output(options.connection)) as pulumi.Output<
    ConnectionArgs | undefined
  >;
  return pulumi
    .all([args, connection])
    .apply(([known, where]) => look(known as Args, where === undefined ? {} : { connection: where }));
}

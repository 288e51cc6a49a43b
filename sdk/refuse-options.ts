import type * as pulumi from "@pulumi/pulumi";

/** How each class takes over what exists already. */
const INSTEAD_OF_IMPORT: Readonly<Record<string, string>> = {
  TrafficSplit: "leave the option out: a split takes over the endpoint's routes as it is created",
};

/**
 * Refuses options that would fail deep in the engine, or be passed over without a word.
 *
 * @throws Error that says why, and what to write instead
 */
export function refuseOptions(type: string, name: string, options: pulumi.CustomResourceOptions): void {
  const of = `${type} ${JSON.stringify(name)}`;
  if (options.import !== undefined) {
    const instead =
      INSTEAD_OF_IMPORT[type] ?? "write adopt: true among the arguments, which takes over what exists";
    throw new Error(
      `${of}: found the option import; allowed: none. Pulumi cannot import into a dynamic provider; ${instead}.`,
    );
  }
  if (options.replaceOnChanges !== undefined && options.replaceOnChanges.length > 0) {
    const paths = options.replaceOnChanges.map((path) => JSON.stringify(path)).join(", ");
    throw new Error(
      `${of}: found the option replaceOnChanges: [${paths}]; allowed: none. A dynamic provider does not tell the engine ` +
        "which properties changed, so that the option would never match. Write replacementTrigger: <those values>, which " +
        "replaces when they change.",
    );
  }
}

import type { Fields } from "../../provider/schema/plain-object";

/** How a transport is called in a state. */
interface TransportNames {
  /** What types begin with. */
  readonly prefix: string;
  /** Name of its provider. */
  readonly provider: string;
  /** Settings of an explicit provider, as this transport spells them. */
  readonly settings: (inputs: Fields) => Fields;
}

/** The two ways to serve a resource, as states name them. */
export const TRANSPORTS = {
  dynamic: {
    prefix: "pulumi-nodejs:dynamic/databricks:",
    provider: "pulumi-nodejs",
    settings: (inputs) => spelled(inputs, (name) => `databricks:${name}`),
  },
  plugin: {
    prefix: "databricks-serving:index:",
    provider: "databricks-serving",
    settings: (inputs) => spelled(inputs, (name) => name),
  },
} as const satisfies Record<string, TransportNames>;

/** Name of a transport. */
export type TransportName = keyof typeof TRANSPORTS;

const spelled = (inputs: Fields, spell: (name: string) => string): Fields =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      name === "version" || name.startsWith("__") ? name : spell(name.replace(/^databricks:/, "")),
      value,
    ]),
  );

import type { Operation } from "../../provider/lifecycle/operation";
import type { ResourceLifecycle } from "../../provider/lifecycle/resource-lifecycle";
import { pluginClient, type PluginClient } from "../plugin/plugin-client";
import type * as Direct from "./lifecycles";

const SILENT = { progress: () => {}, info: () => {}, warn: () => {} };

/**
 * The lifecycles, where their operations go over gRPC to the plugin, and come back as the engine gets them. Each call has a URN of its
 * own, by which the plugin finds what it is to work with.
 */
export function servedByPlugin({ lifecycles }: typeof Direct): typeof Direct {
  const operations = new Map<string, Operation>();
  let client: Promise<PluginClient> | undefined;
  const connected = () =>
    (client ??= pluginClient({
      run: {
        claims: new Set(),
        reporterFor: () => SILENT,
        operation(urn) {
          const operation = operations.get(urn);
          if (operation === undefined) throw new Error(`the call of ${urn} is over`);
          return operation;
        },
        foresee: () => Promise.resolve([]),
        warnOfOtherHost: () => {},
      },
      configure: () => {},
      attach: () => {},
      cancel: () => {},
      schema: () => "{}",
    }));
  let calls = 0;
  const during = async <T>(
    type: string,
    operation: Operation,
    call: (urn: string, plugin: PluginClient) => Promise<T>,
  ): Promise<T> => {
    const urn = `urn:pulumi:call-${++calls}::test::databricks-serving:index:${type}::it`;
    operations.set(urn, operation);
    try {
      return await call(urn, await connected());
    } finally {
      operations.delete(urn);
    }
  };
  const served = Object.fromEntries(
    Object.entries(lifecycles).map(([type, lifecycle]): [string, ResourceLifecycle] => [
      type,
      {
        ...lifecycle,
        create: (inputs, operation) => during(type, operation, (urn, plugin) => plugin.create(urn, inputs)),
        read: (id, last, operation) => during(type, operation, (urn, plugin) => plugin.read(urn, id, last)),
        update: (id, olds, news, operation) =>
          during(type, operation, (urn, plugin) => plugin.update(urn, id, olds, news)),
        delete: (id, olds, operation) =>
          during(type, operation, (urn, plugin) => plugin.delete(urn, id, olds)),
      },
    ]),
  );
  return { lifecycles: served as typeof lifecycles };
}

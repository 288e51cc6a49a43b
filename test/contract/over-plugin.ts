import { systemClock } from "../../provider/client/api/clock";
import { resolveConnection } from "../../provider/client/api/connection";
import { HttpClient } from "../../provider/client/api/http-client";
import { Workspace } from "../../provider/client/workspace";
import { ServingRun } from "../../provider/pulumi/serving-run";
import { pluginClient } from "../plugin/plugin-client";
import type { ServedResource, TestedTransport } from "./served-resource";

const SILENT = { progress: () => {}, info: () => {}, warn: () => {} };

/** The calls that the engine makes of the plugin, over gRPC. */
export const overPlugin: TestedTransport = {
  name: "plugin",
  async start({ host, token }) {
    const workspace = new Workspace(new HttpClient(resolveConnection({ host, token }, {})));
    const client = await pluginClient({
      run: new ServingRun(
        () => workspace,
        () => SILENT,
        systemClock,
      ),
      configure: () => {},
      attach: () => {},
      cancel: () => {},
      schema: () => "{}",
    });
    return {
      resource(type, name): ServedResource {
        const urn = `urn:pulumi:dev::contract::databricks-serving:index:${type}::${name}`;
        return {
          check: (olds, news) => client.check(urn, olds, news),
          async diff(id, outputs, inputs) {
            const { changes, replacesList } = await client.diff(urn, id, outputs, inputs);
            return { changes: changes === 2, replaces: replacesList };
          },
          create: (inputs) => client.create(urn, inputs),
          read: (id, outputs) => client.read(urn, id, outputs),
          update: (id, outputs, inputs) => client.update(urn, id, outputs, inputs),
          delete: (id, outputs) => client.delete(urn, id, outputs),
        };
      },
      end: () => client.end(),
    };
  },
};

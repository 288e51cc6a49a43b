import { vi } from "vitest";
import { fromEngine, toEngine } from "../../provider/pulumi/dynamic/property-values";
import { typeToken } from "../../sdk/type-token";
import type { ServedResource, TestedTransport } from "./served-resource";

/** The calls that Pulumi makes of a dynamic provider, in a module that was loaded for this run alone, as a process of its own would. */
export const overDynamicProvider: TestedTransport = {
  name: "dynamic provider",
  async start({ host, token }) {
    vi.resetModules();
    const entry = await import("../../provider/index.js");
    const settings: Readonly<Record<string, string>> = {
      "databricks:host": host,
      "databricks:token": token,
    };
    const config = { get: (key: string) => settings[key] };
    return {
      resource(type, name): ServedResource {
        const handler = entry[type];
        void handler.configure({ config });
        const added = {
          __provider: `exports.handler=()=>require("pulumi-databricks-serving/provider").${type}`,
          __urn: `urn:pulumi:dev::contract::${typeToken(type)}::${name}`,
        };
        return {
          async check(olds, news) {
            const { inputs, failures } = await handler.check(toEngine(olds), toEngine({ ...news, ...added }));
            return { inputs: fromEngine(inputs), problems: failures.map(({ reason }) => reason) };
          },
          diff: (id, outputs, inputs) => handler.diff(id, toEngine(outputs), toEngine(inputs)),
          async create(inputs) {
            const { id, outs } = await handler.create(toEngine(inputs));
            return { id, outputs: outs };
          },
          async read(id, outputs) {
            const { id: found, props, inputs } = await handler.read(id, toEngine(outputs));
            return found === "" ? undefined : { inputs: inputs ?? {}, outputs: props ?? {} };
          },
          update: async (id, outputs, inputs) =>
            (await handler.update(id, toEngine(outputs), toEngine(inputs))).outs,
          delete: (id, outputs) => handler.delete(id, toEngine(outputs)),
        };
      },
      end: () => Promise.resolve(),
    };
  },
};

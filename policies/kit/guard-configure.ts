import { createRequire } from "node:module";
import type { EnforcementLevel } from "@pulumi/policy";

/** What the engine configures of a policy: its JSON file over the defaults that the pack told it. */
export interface EngineConfig {
  level: EnforcementLevel | undefined;
  settings: Record<string, unknown>;
}

interface ConfigureCall {
  request: {
    getPolicyconfigMap(): {
      entries(): Iterable<
        [
          string,
          { getEnforcementlevel(): number; getProperties(): { toJavaScript(): Record<string, unknown> } },
        ]
      >;
    };
  };
}
type Callback = (error: { code: number; message: string } | null, reply?: unknown) => void;
type Configure = (call: ConfigureCall, callback: Callback) => unknown;
type AddService = (this: unknown, definition: unknown, implementation: { configure?: Configure }) => unknown;

/** The engine's numbers for levels, as `pulumirpc.EnforcementLevel` has them. */
const levels: readonly (EnforcementLevel | undefined)[] = ["advisory", "mandatory", "disabled", "remediate"];
/** `INVALID_ARGUMENT` of gRPC. */
const INVALID_ARGUMENT = 3;

/**
 * Lets the pack look at the engine's configuration as a whole, before it counts: the policy SDK hands each policy its own
 * part only, and so a rule that is misspelt in the JSON file is configured for nobody. What is answered stops the run.
 *
 * The policy SDK has no hook for this. Its server is made while a pack is constructed; until `release` is called, the one
 * method that it serves the configuration with is wrapped.
 *
 * @param problemsOf what is wrong with the configuration; empty where nothing is
 * @returns release, to be called once the pack is constructed
 */
export function guardConfigure(
  problemsOf: (configuration: ReadonlyMap<string, EngineConfig>) => readonly string[],
): () => void {
  const policySdk = createRequire(require.resolve("@pulumi/policy"));
  const { prototype } = (policySdk("@grpc/grpc-js") as { Server: { prototype: { addService: AddService } } })
    .Server;
  const { addService } = prototype;
  prototype.addService = function (definition, implementation) {
    const { configure } = implementation;
    if (configure === undefined) return addService.call(this, definition, implementation);
    const guarded: Configure = (call, callback) => {
      const problems = problemsOf(configurationOf(call));
      if (problems.length === 0) return configure(call, callback);
      const message = `the configuration of the policy pack is not valid:\n${problems.map((problem) => `  ${problem}`).join("\n")}`;
      return callback({ code: INVALID_ARGUMENT, message });
    };
    return addService.call(this, definition, { ...implementation, configure: guarded });
  };
  return () => {
    prototype.addService = addService;
  };
}

function configurationOf({ request }: ConfigureCall): Map<string, EngineConfig> {
  return new Map(
    [...request.getPolicyconfigMap().entries()].map(([name, config]) => [
      name,
      { level: levels[config.getEnforcementlevel()], settings: config.getProperties().toJavaScript() },
    ]),
  );
}

import * as pulumi from "@pulumi/pulumi";
import { Provider } from "./provider";
import { providerText } from "./provider-text";
import { refuseOptions } from "./refuse-options";
import { requireProvider } from "./require-provider";
import { typeToken } from "./type-token";

/** What a resource hands to Pulumi's constructor. */
export interface Registration {
  readonly properties: Record<string, unknown>;
  readonly options: pulumi.CustomResourceOptions;
}

/**
 * What is registered for a resource: the inputs that were given, and beside them the pointer to its provider, its URN, by
 * which the provider reports on the resource's line, whether this run applies or only previews, and the workspace that an
 * explicit `Provider` names. Nothing else, since each registered property costs the program time; `addOutputs` makes the
 * others readable.
 *
 * @param type name of the resource's class
 * @param inputs as they were given, plaintext credentials apart from the rest
 * @param referred properties that others refer to; where one is not given, a preview knows what the provider fills in
 * @throws Error for options that a dynamic provider cannot honour
 */
export function registration(
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  options: pulumi.CustomResourceOptions,
  referred: readonly string[] = [],
): Registration {
  requireProvider();
  refuseOptions(type, name, options);
  const properties = {
    ...inputs,
    ...timeoutsOf(inputs, options.customTimeouts),
    __provider: providerText(type),
    __urn: textOf(pulumi.createUrn(name, typeToken(type), options.parent)),
    __host: hostOf(options.provider ?? options.parent?.getProvider(typeToken(type))),
    __applying: pulumi.runtime.isDryRun() ? undefined : true,
  };
  return {
    properties: {
      ...Object.fromEntries(referred.map((property) => [property, undefined])),
      ...Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)),
    },
    options: {
      ...pulumi.mergeOptions(options, { additionalSecretOutputs: ["secretValues"] }),
      // Creating first would take the old object for the new one, and deleting then removes it: they have one name. The
      // engine asks the provider for this only where the provider asked for the replacement.
      deleteBeforeReplace: options.deleteBeforeReplace ?? true,
    },
  };
}

/**
 * The engine does not hand the option `customTimeouts` on to a dynamic provider; the argument `timeouts` says the same. The
 * option counts more, as it does for the plugin. Its `read` says nothing: reading waits for nothing.
 */
function timeoutsOf(
  { timeouts }: Record<string, unknown>,
  given: pulumi.CustomTimeouts | undefined,
): Record<string, unknown> {
  const { read: _, ...times } = given ?? {};
  if (Object.keys(times).length === 0) return {};
  if (timeouts === undefined) return { timeouts: times };
  return { timeouts: pulumi.output(timeouts).apply((own) => ({ ...Object(own), ...times })) };
}

/**
 * The text of a URN, without what it comes from: a property that comes from a component waits for all of the component's
 * children, so that two of them would wait for each other.
 */
const textOf = (urn: pulumi.Output<string>): Promise<string> =>
  new Promise((resolve) => {
    urn.apply(resolve);
  });

const hostOf = (provider: pulumi.ProviderResource | undefined): pulumi.Output<string> | undefined =>
  Provider.isInstance(provider) ? provider.host : undefined;

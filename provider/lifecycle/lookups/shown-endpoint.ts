import type { RemoteEndpoint } from "../../client/serving-endpoints/remote-endpoint";
import { mayBeSecret } from "../../resources/may-be-secret";
import type { ServingEndpointAnswers, ServingEndpointInputs } from "../../resources/serving-endpoint";
import { listOf, withoutUnset } from "../../schema/plain-object";

type Config = NonNullable<ServingEndpointInputs["config"]>;
type Entity = NonNullable<Config["servedEntities"]>[number];

/** What an endpoint serves; the API names each entity. */
export type ShownConfig = Config & { servedEntities: (Entity & { name: string })[] };

/** An endpoint as a look shows it: some inputs, all that only the server knows, and no secret. */
export type ShownEndpoint<Field extends keyof ServingEndpointInputs> = Pick<
  ServingEndpointInputs,
  Exclude<Field, "config">
> &
  ServingEndpointAnswers & {
    /** Name of the endpoint. */
    name: string;
    /** What it serves; none while its first config has not been rolled out. */
    config?: ShownConfig | undefined;
  };

/** What the API answers of an endpoint, in the resource's terms. */
export function shownEndpoint<Field extends keyof ServingEndpointInputs>(
  { inputs, outputs, name }: RemoteEndpoint,
  fields: readonly Field[],
): ShownEndpoint<Field> {
  const open = { ...inputs, config: inputs.config && withoutSecretVariables(inputs.config) };
  const shown = Object.fromEntries(fields.map((field) => [field, open[field]]));
  return withoutUnset({ ...(shown as ShownEndpoint<Field>), name, ...outputs });
}

function withoutSecretVariables(config: Config): ShownConfig {
  const servedEntities = listOf(config.servedEntities).map(({ environmentVars, ...rest }) => {
    const entity = { ...rest, name: rest.name ?? "" };
    if (environmentVars === undefined) return entity;
    const open = Object.entries(environmentVars).filter(([name, value]) => !mayBeSecret(name, String(value)));
    return { ...entity, environmentVars: Object.fromEntries(open) };
  });
  return { ...config, servedEntities };
}

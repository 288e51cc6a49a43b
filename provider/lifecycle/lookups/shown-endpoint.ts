import type { RemoteEndpoint } from "../../client/serving-endpoints/remote-endpoint";
import { mayBeSecret } from "../../resources/may-be-secret";
import { fieldsOf, listOf, withoutUnset, type Fields } from "../../schema/plain-object";

/** What the API answers of an endpoint, in the resource's terms: some inputs, all that only the server knows, and no secret. */
export function shownEndpoint(
  endpoint: RemoteEndpoint,
  inputs: readonly (keyof RemoteEndpoint["inputs"])[],
): Fields {
  const shown: Fields = Object.fromEntries(inputs.map((field) => [field, endpoint.inputs[field]]));
  const config = shown["config"];
  return withoutUnset({
    ...shown,
    name: endpoint.name,
    ...(config === undefined ? {} : { config: withoutSecretVariables(fieldsOf(config)) }),
    ...endpoint.outputs,
  });
}

function withoutSecretVariables(config: Fields): Fields {
  const servedEntities = listOf(config["servedEntities"]).map((entity) => {
    const { environmentVars, ...rest } = fieldsOf(entity);
    if (environmentVars === undefined) return rest;
    const open = Object.entries(fieldsOf(environmentVars)).filter(
      ([name, value]) => !mayBeSecret(name, String(value)),
    );
    return { ...rest, environmentVars: Object.fromEntries(open) };
  });
  return { ...config, servedEntities };
}

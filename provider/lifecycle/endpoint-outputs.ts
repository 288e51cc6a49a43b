import { withoutUnset, type Fields } from "../resources/kit/plain-object";
import { servingEndpoint } from "../resources/serving-endpoint";
import type { EndpointAnswer } from "../wire/read-endpoint";

/** Inputs that only a finished config update makes true. */
export const CONFIG_INPUTS = ["config", "secretValues", "credentialsVersion"] as const;

/** What goes into state: the inputs that are done, and what the server said last. */
export function endpointOutputs(done: Fields, endpoint: EndpointAnswer): Fields {
  return withoutUnset({ ...done, ...endpoint.outputs });
}

/** `olds` with some inputs as in `news`: these are done. */
export function settle(olds: Fields, news: Fields, inputs: readonly string[]): Fields {
  const settled = { ...olds };
  for (const input of inputs) {
    if (news[input] === undefined) delete settled[input];
    else settled[input] = news[input];
  }
  return settled;
}

/** Values without some fields. */
export function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !names.includes(field)));
}

/** The plaintext credentials among inputs, so that no message shows one. */
export function secretsOf(inputs: Fields): string[] {
  return Object.values((inputs["secretValues"] ?? {}) as Fields).filter(
    (value): value is string => typeof value === "string",
  );
}

/** Names of all inputs of a serving endpoint. */
export const ENDPOINT_INPUTS: readonly string[] = Object.keys(servingEndpoint.inputs.shape);

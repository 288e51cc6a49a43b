import { fieldsOf, listOf, withoutUnset, type Fields } from "../../schema/plain-object";
import { servingEndpoint } from "../../resources/serving-endpoint";
import type { EndpointAnswer } from "../../client/serving-endpoints/read-endpoint";

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

/** What an environment variable may hold and everybody may see: shorter texts, and references. */
const HARMLESS_VARIABLE = /^(.{0,7}|\{\{secrets\/.*\}\})$/;

/** The plaintext credentials among inputs, and what may be one, so that no message shows it. */
export function secretsOf(inputs: Fields): string[] {
  const entities = listOf(fieldsOf(inputs["config"])["servedEntities"]).map(fieldsOf);
  const variables = entities.flatMap((entity) => Object.values(fieldsOf(entity["environmentVars"])));
  return [
    ...Object.values(fieldsOf(inputs["secretValues"])),
    ...variables.filter((value) => !HARMLESS_VARIABLE.test(String(value))),
  ].filter((value) => typeof value === "string");
}

/** Names of all inputs of a serving endpoint. */
export const ENDPOINT_INPUTS: readonly string[] = Object.keys(servingEndpoint.inputs.shape);

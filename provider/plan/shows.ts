import { servingEndpoint, type ServingEndpointInputs } from "../resources/serving-endpoint";
import { differences } from "../schema/differences";
import { isEmpty, projectInputs } from "../schema/project-inputs";

const { shape } = servingEndpoint.inputs;

/**
 * Whether what the workspace shows of an input is what was sent, as far as the API shows it. What was taken away is shown
 * by its absence, or empty.
 */
export function shows<Input extends keyof ServingEndpointInputs>(
  input: Input,
  seen: unknown,
  sent: ServingEndpointInputs[Input],
): boolean {
  if (sent === undefined) return isEmpty(seen);
  return differences(shape[input], projectInputs(shape[input], seen, sent), sent).length === 0;
}

/** Whether tags show a change of ours: those of others beside them mean nothing. */
export function showsTags(
  seen: ServingEndpointInputs["tags"] = [],
  before: ServingEndpointInputs["tags"] = [],
  after: ServingEndpointInputs["tags"] = [],
): boolean {
  const valueOf = (key: string) => seen.find((tag) => tag.key === key);
  return (
    after.every(({ key, value }) => {
      const tag = valueOf(key);
      return tag !== undefined && (tag.value ?? "") === (value ?? "");
    }) && before.every(({ key }) => after.some((tag) => tag.key === key) || valueOf(key) === undefined)
  );
}

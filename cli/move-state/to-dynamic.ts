import { SIGNATURE } from "../../provider/pulumi/signature";
import { registeredResources, type ResourceType } from "../../provider/registered-resources";
import { putBackSecrets, takeOutSecrets } from "../../provider/resources/secret-values";
import { fieldsOf, isPlainObject, type Fields } from "../../provider/schema/plain-object";
import { providerText } from "../../sdk/provider-text";

/**
 * A resource of the plugin as the dynamic provider keeps it: with the pointer to its code, and with secrets apart from
 * the rest, each encrypted as it was.
 *
 * @param urn its new name
 * @param host of the workspace, where an explicit provider says it
 */
export function toDynamic(
  resource: Fields,
  type: ResourceType,
  urn: string | undefined,
  host: unknown,
): Fields {
  const { inputs: schema } = registeredResources[type].definition;
  const properties = (given: unknown): Fields => {
    const { secretValues: before, ...fields } = fieldsOf(given);
    const { inputs, secretValues } = takeOutSecrets(schema, fields, isMarked);
    // What was never secret, such as variables in states of 0.1.0, stays where it is.
    const [marked, open] = [true, false].map((secret) =>
      Object.fromEntries(Object.entries(secretValues).filter(([, value]) => isMarked(value) === secret)),
    );
    const taken = Object.keys(marked ?? {}).length > 0 ? marked : before;
    return {
      ...putBackSecrets(inputs, open ?? {}),
      ...(taken === undefined ? {} : { secretValues: taken }),
      __provider: providerText(type),
      __urn: urn,
      ...(host === undefined ? {} : { __host: host }),
    };
  };
  return {
    ...resource,
    inputs: properties(resource["inputs"]),
    outputs: properties(resource["outputs"]),
    additionalSecretOutputs: ["secretValues"],
  };
}

const isMarked = (value: unknown): boolean => isPlainObject(value) && SIGNATURE in value;

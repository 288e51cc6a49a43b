import { fieldsOf, type Fields } from "../../provider/schema/plain-object";

/**
 * A resource of the dynamic provider as the plugin keeps it. Secrets stay where they are, apart from the rest and
 * encrypted: the plugin reads them there, and writes them where they belong at the next update.
 */
export function toPlugin(resource: Fields): Fields {
  const { additionalSecretOutputs: _, ...rest } = resource;
  const own = (properties: unknown): Fields =>
    Object.fromEntries(Object.entries(fieldsOf(properties)).filter(([field]) => !field.startsWith("__")));
  return {
    ...rest,
    inputs: own(resource["inputs"]),
    outputs: own(resource["outputs"]),
    propertyDependencies: own(resource["propertyDependencies"]),
  };
}

import { fullNameIn } from "../../provider/resources/unity-catalog/names";
import type { Fields } from "../../provider/schema/plain-object";

/**
 * `catalog.schema.name` of a service of either kind, in lower case, since Unity Catalog ignores it; undefined while it is not
 * known.
 */
export function serviceNameOf(fields: Fields): string | undefined {
  const { parent, modelServiceId, modelProviderServiceId } = fields;
  const leaf = modelServiceId ?? modelProviderServiceId;
  return typeof parent === "string" && typeof leaf === "string"
    ? fullNameIn(parent, leaf).toLowerCase()
    : undefined;
}

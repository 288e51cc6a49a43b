import { fieldsOf, type Fields } from "../../provider/schema/plain-object";

/** Fields that a picture needs, wherever they stand; all others are left out. */
const DRAWN = new Set(
  (
    "name endpoint provider servedModelName trafficPercentage routes config servedEntities externalModel entityName entityVersion " +
    "foundationModel trafficConfig aiGateway fallbackConfig enabled catalogName schemaName modelServiceId modelProviderServiceId " +
    "providerType routing destinations fallback externalModelConfig modelProviderService target model parent"
  ).split(" "),
);

/** Inputs reduced to the names that a picture shows. */
export function withoutCredentials(inputs: unknown): Fields {
  return fieldsOf(drawn(inputs));
}

function drawn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(drawn);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(fieldsOf(value)).filter(([field]) => DRAWN.has(field));
  return Object.fromEntries(kept.map(([field, item]) => [field, drawn(item)]));
}

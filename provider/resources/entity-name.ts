import { fieldsOf } from "../schema/plain-object";

/** The name of a served entity: its own, or the one that the API derives; undefined where that is not known yet. */
export function entityName(entity: unknown): string | undefined {
  const { name, externalModel, entityName: model, entityVersion, modelName, modelVersion } = fieldsOf(entity);
  if (typeof name === "string") return name;
  if (name !== undefined) return undefined;
  const external = fieldsOf(externalModel)["name"];
  if (typeof external === "string") return external.replace(/[.:]/g, "-");
  const of = model ?? modelName;
  const version = entityVersion ?? modelVersion;
  if (typeof of !== "string") return undefined;
  if (version === undefined) return of.replace(/[.:]/g, "-");
  return typeof version === "string" ? `${of}-${version}`.replace(/[.:]/g, "-") : undefined;
}

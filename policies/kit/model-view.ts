import { taskOfApi } from "../../provider/catalog";
import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import type { Path } from "../../provider/schema/problem";
import { isUnknown } from "../../provider/schema/unknown";
import { connectionOfModel, type ConnectionView } from "./connection-view";

/** A model, and where it stands: of an endpoint's entity, of a resource of its own, or a target of a provider service. */
export interface ModelView {
  path: Path;
  /** Where its name stands. */
  namePath: Path;
  entityName?: string;
  fields: Fields;
  /** Missing while not known, as are the next two. */
  provider?: string;
  task?: string;
  model?: string;
  /** APIs by which a target says that it is called, as far as they are known. */
  apiTypes?: readonly string[];
  connection: ConnectionView;
}

/** The external model at a path of an endpoint's inputs. */
export function externalModelAt(path: Path, fields: Fields): ModelView {
  const { provider, task, name } = fields;
  return {
    path,
    namePath: [...path, "name"],
    fields,
    ...(typeof provider === "string" ? { provider } : {}),
    ...(typeof task === "string" ? { task } : {}),
    ...(typeof name === "string" ? { model: name } : {}),
    connection: connectionOfModel(path, fields),
  };
}

/** The targets of a provider service. */
export function targetsOf(targets: unknown, connection: ConnectionView): ModelView[] {
  return listOf(targets).flatMap((target, index) => {
    if (isUnknown(target)) return [];
    const fields = fieldsOf(target);
    const path: Path = ["config", "targets", index];
    const apiTypes = listOf(fields["nativeApiTypes"]).filter((type) => typeof type === "string");
    const task = apiTypes.map(taskOfApi).find((one) => one !== undefined);
    return [
      {
        path,
        namePath: [...path, "model"],
        fields,
        apiTypes,
        ...(connection.provider === undefined ? {} : { provider: connection.provider.value }),
        ...(task === undefined ? {} : { task }),
        ...(typeof fields["model"] === "string" && fields["model"] !== "" ? { model: fields["model"] } : {}),
        connection,
      },
    ];
  });
}

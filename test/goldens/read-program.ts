import { parseAllDocuments } from "yaml";
import { registeredResources, type ResourceType } from "../../provider/registered-resources";
import type { Fields } from "../../provider/schema/plain-object";

/** A resource as a program declares it. */
export interface Declared {
  readonly name: string;
  readonly type: ResourceType;
  readonly properties: Fields;
}

/** What a program is at one time of its life. */
export interface Step {
  readonly description: string;
  readonly resources: readonly Declared[];
}

/** Reads the steps of a program's life: documents of Pulumi's YAML, one after the other. */
export function readProgram(text: string): Step[] {
  return parseAllDocuments(text).map((document) => {
    const { description, resources } = document.toJS() as {
      description: string;
      resources: Readonly<Record<string, { type: string; properties: Fields }>>;
    };
    return {
      description,
      resources: Object.entries(resources).map(([name, { type: token, properties }]) => {
        const type = token.replace("databricks:", "");
        if (!Object.hasOwn(registeredResources, type)) throw new Error(`no resource of type ${token}`);
        return { name, type: type as ResourceType, properties };
      }),
    };
  });
}

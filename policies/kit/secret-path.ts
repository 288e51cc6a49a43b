import type { Path } from "../../provider/schema/problem";
import type { EntityView } from "./resource-view";

/**
 * The path of a plaintext credential in the inputs, from the text under which the SDK keeps it: entities by name there
 * (`config.servedEntities[gpt].…`), by index here, as in every other message.
 */
export function secretPath(written: string, entities: readonly EntityView[]): Path {
  const parts = written.split(/\.|\[([^\]]*)\]/).filter((part) => part !== undefined && part !== "");
  return parts.map((part, index) => {
    if (/^\d+$/.test(part)) return Number(part);
    if (parts[index - 1] !== "servedEntities" && parts[index - 1] !== "servedModels") return part;
    const entity = entities.find(({ name }) => name === part);
    return entity?.path.at(-1) ?? part;
  });
}

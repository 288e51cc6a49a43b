import { invalidParameter } from "../http/api-error";
import type { Switches } from "../control/switches";
import type { Tag } from "./messages";

/**
 * The tags after a change: added ones replace those of the same key.
 *
 * @throws ApiError 400 for a tag without key, or one too many where the switch sets a limit; none is documented.
 */
export function buildTags(before: Tag[], add: Tag[], remove: string[], { maxTags }: Switches): Tag[] {
  const tags = new Map(before.map((tag) => [tag.key!, tag]));
  for (const key of remove) tags.delete(key);
  for (const [index, tag] of add.entries()) {
    if (!tag.key) throw invalidParameter(`Missing required field: tags[${index}].key`);
    if (add.findIndex((other) => other.key === tag.key) !== index) {
      throw invalidParameter(`Tag key '${tag.key}' is given more than once.`);
    }
    tags.set(tag.key, tag);
  }
  if (maxTags !== null && tags.size > maxTags) {
    throw invalidParameter(`An endpoint cannot have more than ${maxTags} tags; found ${tags.size}.`);
  }
  return [...tags.values()];
}

import { fieldsOf } from "../../provider/schema/plain-object";

/** Fields whose values may be secrets: a difference says where, not what. */
const HIDDEN = /environmentVars|secretValues|Plaintext/;

/**
 * The value at a path of `differences`, for people: on one line, shortened, and not at all where it may be a secret.
 *
 * @param path such as `config.servedEntities[gpt].externalModel.name`
 */
export function shownAt(inputs: unknown, path: string): string {
  if (HIDDEN.test(path)) return "(not shown)";
  const value = path.split(/\.(?![^[]*\])|(?=\[)/).reduce(step, inputs);
  if (value === undefined) return "(none)";
  const text = JSON.stringify(value, (field, item: unknown) => (HIDDEN.test(field) ? "(not shown)" : item));
  return text.length > 400 ? `${text.slice(0, 399)}…` : text;
}

function step(value: unknown, part: string): unknown {
  const [, key] = /^\[(?:\w+ )?(.*)\]$/.exec(part) ?? [];
  if (key === undefined) return fieldsOf(value)[part];
  if (!Array.isArray(value)) return undefined;
  return value.find((item) => Object.values(fieldsOf(item)).includes(key)) ?? value[Number(key)];
}

const names = new Map<string, string>();

/** The REST API's name of a field of a schema: `servedEntities` is `served_entities`. */
export function wireName(field: string): string {
  const known = names.get(field);
  if (known !== undefined) return known;
  const name = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  names.set(field, name);
  return name;
}

/** The REST API's name of a field: `servedEntities` is `served_entities`. */
export function wireName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

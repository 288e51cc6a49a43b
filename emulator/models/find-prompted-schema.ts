/** No prompt that tells a schema in words holds more objects than this before it. */
const MAX_TRIES = 50;

/** The JSON Schema of an object that stands in one of the texts, the latest first; undefined: there is none. */
export function findPromptedSchema(texts: readonly string[]): Record<string, unknown> | undefined {
  for (const text of texts.toReversed()) {
    let tries = 0;
    for (
      let start = text.indexOf("{");
      start >= 0 && tries < MAX_TRIES;
      start = text.indexOf("{", start + 1)
    ) {
      tries += 1;
      const end = closingBrace(text, start);
      if (end === undefined) break;
      const found = parseObject(text.slice(start, end + 1));
      if (found !== undefined && isObjectSchema(found)) return found;
    }
  }
  return undefined;
}

function isObjectSchema(value: Record<string, unknown>): boolean {
  return "$ref" in value || (typeof value.properties === "object" && value.properties !== null);
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Where the object that begins here ends, by braces outside of strings. */
function closingBrace(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === "\\") at += 1;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === "{") depth += 1;
    else if (!quoted && char === "}" && --depth === 0) return at;
  }
  return undefined;
}

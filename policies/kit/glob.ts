/** A test for texts that match a pattern in which `*` stands for any run of characters. */
export function globTest(pattern: string): (text: string) => boolean {
  const source = pattern
    .split("*")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  const expression = new RegExp(`^${source}$`, "s");
  return (text) => expression.test(text);
}

/** Whether a text matches any of the patterns. */
export function matchesAny(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => globTest(pattern)(text));
}

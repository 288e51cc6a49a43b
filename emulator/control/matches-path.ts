/**
 * Whether a path is one that a pattern stands for; `*` is any run of characters. Takes time in proportion to the path for
 * each part between stars: the first place where a part fits is as good as any later one, so nothing is tried twice.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const parts = pattern.split("*");
  if (parts.length === 1) return pattern === path;
  const first = parts[0]!;
  const last = parts.at(-1)!;
  const end = path.length - last.length;
  if (end < first.length || !path.startsWith(first) || !path.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = path.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** The numbers of a version such as "v3.250.0". */
export function versionIn(text: string): string | undefined {
  return /\bv?(\d+\.\d+\.\d+)/.exec(text)?.[1];
}

export function isAtLeast(version: string, minimum: string): boolean {
  const have = version.split(".").map(Number);
  for (const [index, need] of minimum.split(".").map(Number).entries()) {
    const difference = (have[index] ?? 0) - need;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** The secrets that a program refers to, in the order in which it does. */
export function secretsOf(program: string): { scope: string; key: string }[] {
  return [...program.matchAll(/secretRef\(\s*"([^"]+)",\s*"([^"]+)"/g)].map(([, scope = "", key = ""]) => ({
    scope,
    key,
  }));
}

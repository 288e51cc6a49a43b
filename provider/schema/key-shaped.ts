/** How keys of the services that matter here begin. */
const KNOWN_KEYS: readonly { readonly of: string; readonly form: RegExp }[] = [
  { of: "an Anthropic API key", form: /\bsk-ant-[A-Za-z0-9_-]{8,}/ },
  { of: "an OpenAI API key", form: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{16,}/ },
  { of: "a Databricks token", form: /\bdapi[0-9a-f]{16,}/ },
  { of: "a Databricks OAuth secret", form: /\bdose[0-9a-f]{16,}/ },
  { of: "an AWS access key id", form: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  { of: "a Google API key", form: /\bAIza[A-Za-z0-9_-]{30,}/ },
  { of: "a GitHub token", form: /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/ },
  { of: "a private key", form: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { of: "a JSON web token", form: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}/ },
  { of: "a Microsoft Entra client secret", form: /\b[A-Za-z0-9_~.-]{3}8Q~[A-Za-z0-9_~.-]{31,34}\b/ },
];

/**
 * What kind of key a text holds, or undefined where it holds none: keys of a known form, and long runs of letters and
 * digits too random for a name (more than 3.5 bits a character, upper and lower case and digits mixed).
 */
export function keyShaped(text: string): string | undefined {
  const known = KNOWN_KEYS.find(({ form }) => form.test(text));
  if (known !== undefined) return known.of;
  const runs = text.match(/[A-Za-z0-9+/_=-]{24,}/g) ?? [];
  return runs.some(looksRandom) ? "a text as random as a key" : undefined;
}

function looksRandom(run: string): boolean {
  const mixed = /[a-z]/.test(run) && /[A-Z]/.test(run) && (run.match(/[0-9]/g) ?? []).length >= 3;
  return mixed && entropyPerCharacter(run) > 3.5;
}

function entropyPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => {
    const share = count / text.length;
    return sum - share * Math.log2(share);
  }, 0);
}

import { mayHoldKey } from "../../schema/may-hold-key";

const HIDDEN = "[redacted]";

/**
 * A text without secrets: values that the caller names (also as they look inside JSON or a URL), whatever follows an
 * authorization scheme, and everything shaped like a key. Words of `shown` stay: they are printed beside the text anyway,
 * and a long endpoint name can look as random as a key.
 */
export function redact(text: string, secrets: readonly string[] = [], shown = ""): string {
  let clean = text;
  for (const form of secrets.flatMap(spellings).sort((a, b) => b.length - a.length)) {
    clean = clean.replaceAll(form, HIDDEN);
  }
  return clean
    .replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, HIDDEN)
    .replace(/\b(Bearer|Basic)\s+[A-Za-z0-9+/_=~.-]{8,}/gi, `$1 ${HIDDEN}`)
    .replace(/[A-Za-z0-9+/_=~.-]{12,}/g, (run) => (shown.includes(run) || !mayHoldKey(run) ? run : HIDDEN));
}

/** Short values (a port, "true") are in many texts without giving anything away. */
const SHORTEST_SECRET = 4;

function spellings(secret: string): string[] {
  if (secret.trim().length < SHORTEST_SECRET) return [];
  return [
    ...new Set([secret, secret.trim(), JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]),
  ];
}

/** Parameters that carry a credential, whatever the address. */
const CREDENTIAL_PARAMETER =
  /^(?:(?:x[-_])?(?:api|access|account|auth|secret|subscription|ocp-apim-subscription)[-_]?key|(?:access|api|auth|bearer|id|refresh)?[-_]?token|client[-_]?secret|secret|passw(?:or)?d|pwd|passphrase|x-amz-(?:signature|credential|security-token)|signature)$/i;
/** Parameters that carry one where their value is long: `code` may be a language's, `key` an issue's. */
const LIKELY_PARAMETER = /^(?:key|code|sig|sas|auth|credential)$/i;
const LONG = 16;
/** What documentation writes where a credential would stand. */
const PLACEHOLDER = /^(?:[<{[$%].*|…|\.{3}|x+|\*+|(?:your|my)[-_ ].*)$/i;

/** Sign-in within a URL, wherever in the text: `https://user:password@…`. */
const LOGIN = /\b[a-z][a-z0-9+.-]*:\/\/[^/\s@:]*:([^/\s@]+)@[^\s/@]/gi;

/**
 * What credential a URL in a text carries, or undefined where there is none: a password before the host, or a parameter
 * that holds a key by its name.
 *
 * @param strict also takes what may be harmless in a text of any kind: for the address of a server
 */
export function urlCredential(text: string, strict = false): string | undefined {
  if (!text.includes("://")) return undefined;
  for (const [, password = ""] of text.matchAll(LOGIN)) {
    if (!PLACEHOLDER.test(decoded(password))) return "a password in a URL";
  }
  if (strict && URL.canParse(text) && new URL(text).username !== "") return "a user in a URL";
  for (const [, name = "", value = ""] of text.matchAll(/[?&;#]([^=&?#\s]+)=([^&#\s"']*)/g)) {
    if (value === "" || PLACEHOLDER.test(decoded(value))) continue;
    const named = decoded(name);
    if (
      CREDENTIAL_PARAMETER.test(named) ||
      (LIKELY_PARAMETER.test(named) && (strict || value.length >= LONG))
    )
      return "a key in a URL";
  }
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

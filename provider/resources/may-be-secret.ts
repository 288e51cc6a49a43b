import { SECRET_REFERENCE } from "../schema/field-facts";
import { mayHoldKey } from "../schema/may-hold-key";

const SECRET_NAME =
  /key|token|secret|passw|pwd|passphrase|credential|auth|private|signature|connection_?string|dsn/i;
/** Such values give nothing away, whatever the variable is called. */
const HARMLESS_VALUE = /^(true|false|\d{0,6})$/i;
/** Sign-in within a URL, `https://user:password@…`. */
const URL_WITH_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^/\s@]*:[^/\s@]+@/i;

/** Who signs in, and where, stands at the beginning; the expression takes the square of what it looks at. */
const LONGEST_AUTHORITY = 2048;

/**
 * Whether the value of an environment variable may be a secret, so that it is neither printed nor handed on. References to
 * secrets are none.
 */
export function mayBeSecret(name: string, value: string): boolean {
  if (SECRET_REFERENCE.test(value) || HARMLESS_VALUE.test(value)) return false;
  return (
    SECRET_NAME.test(name) || URL_WITH_PASSWORD.test(value.slice(0, LONGEST_AUTHORITY)) || mayHoldKey(value)
  );
}

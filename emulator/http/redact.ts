/** What stands in the journal for a value that may be a secret. */
export const REDACTED = "[redacted]";

const SECRET_FIELDS = new Set([
  "string_value",
  "bytes_value",
  "plaintext",
  "effective_value",
  "client_assertion",
  "subject_token",
  "access_token",
  "refresh_token",
  "password",
  "authorization",
  "bearer_token",
]);

/** Fields that hold either `{{secrets/scope/key}}` or, by mistake, a key: only the reference may be seen. */
const REFERENCE_FIELDS =
  /^(?:[a-z0-9]+_api_key|databricks_api_token|private_key|microsoft_entra_client_secret|aws_access_key_id|aws_secret_access_key|value|token)$/;

/** Credentials of this generation: an object of `plaintext` or `secret_reference`, and nothing else of theirs may be seen. */
const PROVIDER_SECRETS = new Set(["api_key", "client_secret", "secret_access_key", "api_key_value"]);

const REFERENCE = /^\{\{secrets\/[^/{}]+\/[^/{}]+\}\}$/;

/** A copy of a request body without the secrets in it. */
export function redact(body: unknown): unknown {
  return redactIn(body, undefined);
}

function redactIn(value: unknown, parent: string | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => redactIn(item, parent));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      PROVIDER_SECRETS.has(key)
        ? redactProviderSecret(child)
        : holdsSecret(key, child, parent)
          ? REDACTED
          : redactIn(child, key),
    ]),
  );
}

/** What is misspelt, or sent as a text where an object belongs, may be the key itself. */
function redactProviderSecret(value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (typeof value !== "object" || Array.isArray(value)) return REDACTED;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, key === "secret_reference" ? child : REDACTED]),
  );
}

function holdsSecret(key: string, value: unknown, parent: string | undefined): boolean {
  if (value === null || value === undefined) return false;
  if (key.endsWith("_plaintext") || SECRET_FIELDS.has(key)) return true;
  // Names stay readable; a value is a key as often as not.
  if (parent === "environment_vars") return !(typeof value === "string" && REFERENCE.test(value));
  if (!REFERENCE_FIELDS.test(key) || typeof value !== "string") return false;
  // `value` is a key of a custom provider in one place, a Unity Catalog secret at the top, and the text of a tag elsewhere.
  if (key === "value" && parent !== "api_key_auth" && parent !== undefined) return false;
  return !REFERENCE.test(value);
}

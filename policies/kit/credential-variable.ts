import { mayHoldKey } from "../../provider/schema/may-hold-key";

/** What a variable's name ends with where its value is a credential. */
const CREDENTIAL =
  /(?:^|_)(?:(?:API|ACCESS|AUTH|SECRET|PRIVATE|SUBSCRIPTION|ENCRYPTION|SIGNING|ACCOUNT|STORAGE|MASTER|SERVICE_ROLE|OPENAI|ANTHROPIC|COHERE|MISTRAL|GEMINI|GROQ|AI21)_?KEY|APIKEY|TOKEN|PAT|PASSWD|PWD|PASSPHRASE|CONN(?:ECTION)?_?STR(?:ING)?)$/;
/** What it says anywhere. */
const CREDENTIAL_WORD = /(?:^|_)(?:SECRETS?|PASSWORDS?|BEARER_TOKEN|API_?KEY)(?:_|$)|CONNECTION_STRING/;
/** What it ends with where it only says where a credential is, or something about it. */
const POINTER =
  /(?:^|_)(?:SCOPE|NAME|ID|ARN|URL|URI|HOST|ENDPOINT|PATH|FILE|FILENAME|DIR|FOLDER|TYPE|KIND|TTL|LIMIT|COUNT|LENGTH|SIZE|HEADER|VERSION|REGION|PREFIX|SUFFIX|VAULT|MANAGER|PROVIDER|BACKEND|STORE|ENABLED|REQUIRED|FORMAT|POLICY|ROTATION|EXPIRY|EXPIRATION|DAYS|SECONDS|MINUTES|REF|REFERENCE|ALGORITHM|PARAM|PARAMETER|FIELD|VARIABLE|VAR|ENV|MODE|STRATEGY|SOURCE|LOCATION|TABLE|COLUMN|GROUP|LEVEL|LABEL|SERVICE|ENGINE|CLIENT)$/;
/** Tokens that a model reads, and their number. */
const MODEL_TOKEN =
  /(?:^|_)(?:BOS|EOS|PAD|UNK|SEP|CLS|MASK|STOP|START|END|IMAGE|SPECIAL|FIRST|LAST|NEW|MAX|MIN|NUM|PER|COST_PER|PRICE_PER)_TOKEN$/;
/** Values that are no credential whatever the variable is called: a switch, or the place where a credential is. */
const HARMLESS =
  /^(?:true|false|yes|no|on|off|none|null)?$|^(?:arn|op|vault|keyvault):|^https:\/\/[^/]+\.vault\.azure\.net\/|^projects\/[^/]+\/secrets\//i;

/**
 * Whether a variable's value is a credential by what the variable is called: `OPENAI_API_KEY`, `HF_TOKEN`, `DB_PASSWORD`;
 * not `SECRET_SCOPE`, `KEY_VAULT_NAME`, `MAX_TOKENS`.
 *
 * @param siblings the other variables: beside `SECRET_SCOPE`, `SECRET_KEY` is the name of a secret in it
 */
export function isCredentialVariable(name: string, value: string, siblings: readonly string[] = []): boolean {
  if (HARMLESS.test(value)) return false;
  const words = wordsOf(name);
  if (POINTER.test(words) || MODEL_TOKEN.test(words)) return false;
  if (words.endsWith("KEY") && siblings.map(wordsOf).includes(words.replace(/KEY$/, "SCOPE"))) return false;
  if (CREDENTIAL.test(words) || CREDENTIAL_WORD.test(words)) return true;
  // PARTITION_KEY holds none; PINECONE_KEY does, and shows it.
  return words.endsWith("_KEY") && mayHoldKey(value);
}

/** `openaiApiKey` and `openai-api-key` as `OPENAI_API_KEY`. */
function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_");
}

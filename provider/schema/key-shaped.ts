import vendors from "./key-formats.json";
import { urlCredential } from "./url-credential";

interface KeyFormat {
  /** What a text of this form is, for messages. */
  readonly of: string;
  readonly form: RegExp;
}

/**
 * Formats of the services that matter most here, wider than their usual lengths: a key cut short is one too. All others
 * are those that vendors publish, as a kept rule set has them (`key-formats.json`).
 */
const own: readonly KeyFormat[] = [
  { of: "an Anthropic API key", form: /\bsk-ant-[A-Za-z0-9_-]{8,}/ },
  { of: "an OpenRouter API key", form: /\bsk-or-v\d-[0-9a-f]{16,}/ },
  {
    of: "an OpenAI API key",
    form: /\bsk-(?:(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{16,}|[A-Za-z0-9]{16,})/,
  },
  { of: "a Databricks token", form: /\bdapi[0-9a-f]{16,}/ },
  { of: "a Databricks OAuth secret", form: /\bdose[0-9a-f]{16,}/ },
  { of: "an AWS access key id", form: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  // The beginnings are the base64 of what each such token begins with: "\norigin_ec", "\x0c\n\x06\x65r/aws", "BedrockAPIKey-".
  { of: "an AWS session token", form: /\b(?:IQoJb3JpZ2lu|FwoGZXIvYXdz)[A-Za-z0-9+/=_-]{16,}/ },
  {
    of: "an Amazon Bedrock API key",
    form: /\b(?:ABSKQmVkcm9ja0FQSUtleS|bedrock-api-key-)[A-Za-z0-9+/=]{8,}/,
  },
  { of: "a Google API key", form: /\bAIza[A-Za-z0-9_-]{30,}/ },
  { of: "a Google OAuth secret", form: /\bGOCSPX-[A-Za-z0-9_-]{20,}|\bya29\.[A-Za-z0-9_-]{20,}/ },
  { of: "an Azure API key", form: /[A-Za-z0-9]{30}JQQJ99[A-Za-z0-9]{20}/ },
  { of: "a Microsoft Entra client secret", form: /[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34}/ },
  { of: "a Hugging Face token", form: /\bhf_[A-Za-z0-9]{30,}/ },
  { of: "a Groq API key", form: /\bgsk_[A-Za-z0-9]{32,}/ },
  { of: "an xAI API key", form: /\bxai-[A-Za-z0-9]{32,}/ },
  { of: "an NVIDIA API key", form: /\bnvapi-[A-Za-z0-9_-]{32,}/ },
  { of: "a Replicate token", form: /\br8_[A-Za-z0-9]{32,}/ },
  { of: "a LangSmith API key", form: /\blsv2_(?:pt|sk)_[0-9a-f]{16,}/ },
  { of: "a GitHub token", form: /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/ },
  { of: "a private key", form: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/ },
  { of: "a JSON web token", form: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}/ },
  {
    of: "a connection string with its key",
    form: /(?:^|;)\s*(?:AccountKey|SharedAccessKey|AccessKey|Password|Pwd)\s*=\s*[^;\s]{4,}(?:;|$)/i,
  },
  { of: "a shared access signature", form: /[?&]sig=[A-Za-z0-9%+/]{30,}/ },
  {
    of: "an authorization header",
    form: /\b(?:Bearer|Basic)\s{1,8}\S{0,40}?(?=[A-Za-z]{0,64}\d)[A-Za-z0-9+/=]{16}/,
  },
];

const published: readonly KeyFormat[] = vendors.formats.map(({ of, form }) => ({
  of: `a key of a published format (${of})`,
  form: new RegExp(form),
}));

/** One expression for all, since nearly every text that is asked for is none. */
const anyFormat = new RegExp(
  [...own, ...published]
    .map(({ form }) => `(?:${form.flags === "i" ? bothCases(form.source) : form.source})`)
    .join("|"),
);

/** No key of any format is shorter. */
const SHORTEST = 12;

/**
 * What kind of key a text holds by its format, or undefined where it holds none. Nothing is guessed from how random a
 * text looks: names, ids and addresses look random too. A credential in a URL, or a connection string, counts.
 */
export function keyShaped(text: string): string | undefined {
  if (text.length < SHORTEST) return undefined;
  for (let start = 0; start === 0 || start + OVERLAP < text.length; start += WINDOW - OVERLAP) {
    const kind = formatOf(text.slice(start, start + WINDOW));
    if (kind !== undefined) return kind;
  }
  return undefined;
}

/** Longer texts are looked at in parts, since some expressions take the square of a text's length; no key is longer than the overlap. */
const WINDOW = 4096;
const OVERLAP = 1024;

function formatOf(text: string): string | undefined {
  if (anyFormat.test(text)) return [...own, ...published].find(({ form }) => form.test(text))?.of;
  return urlCredential(text);
}

/** Letters of an expression that ignores case, for one that does not. */
function bothCases(source: string): string {
  return source.replace(/(?<!\\)[A-Za-z]/g, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
}

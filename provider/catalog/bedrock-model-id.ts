import type { BedrockProvider } from "./provider-name";

/** What an Amazon Bedrock model id says about itself. */
export interface BedrockModelId {
  /** The model's name as Databricks writes it: without the vendor, for example `claude-3-haiku-20240307-v1:0`. */
  base: string;
  /** The vendor before the first dot, as Amazon writes it (`anthropic`, `ai21`, `meta` …), if the id names one. */
  vendor?: string;
  /** `bedrockProvider` of that vendor; missing for vendors that Databricks has no sub-provider for. */
  bedrockProvider?: BedrockProvider;
  /** The area that a cross-region inference profile spans (`us`, `eu`, `global` …), known here or not. */
  area?: string;
  /** The region in an ARN. */
  region?: string;
  /** Set where the id is an ARN that does not say which model it stands for, to the kind of thing it names. */
  opaque?: string;
}

const vendorOf: Readonly<Record<string, BedrockProvider>> = {
  anthropic: "anthropic",
  cohere: "cohere",
  ai21: "ai21labs",
  amazon: "amazon",
};

/**
 * Whether the first part of a name is the area of an inference profile. AWS adds areas as it builds regions, so that any
 * short word before a vendor's counts.
 */
const isArea = (part: string, vendor: string): boolean =>
  /^(?:[a-z]{2,4}|us-gov|global)$/.test(part) && /^[a-z][a-z0-9]*$/.test(vendor);

const arn = /^arn:aws[a-z-]*:bedrock:([a-z0-9-]*):\d*:([a-z-]+)\/(.+)$/;

/**
 * Takes an Amazon Bedrock model id apart: a foundation model (`anthropic.claude-v2`), a cross-region inference profile
 * (`us.anthropic.claude-…`), the ARN of either or of another resource, or the bare name that Databricks lists.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
export function parseBedrockModelId(id: string): BedrockModelId {
  const [, region, kind, resource] = arn.exec(id) ?? [];
  if (resource !== undefined && kind !== undefined) {
    const where = region ? { region } : {};
    if (kind !== "foundation-model" && kind !== "inference-profile")
      return { base: id, opaque: kind, ...where };
    return { ...parseBedrockModelId(resource), ...where };
  }
  const parts = id.split(".");
  const area = parts.length > 2 && isArea(parts[0] ?? "", parts[1] ?? "") ? parts.shift() : undefined;
  // The base itself may hold dots ("deepseek.v3.1"); only a vendor's plain word comes off the front.
  const vendor = parts.length > 1 && /^[a-z][a-z0-9]*$/.test(parts[0] ?? "") ? parts.shift() : undefined;
  const bedrockProvider = vendor === undefined ? undefined : vendorOf[vendor];
  return {
    base: parts.join("."),
    ...(vendor === undefined ? {} : { vendor }),
    ...(bedrockProvider === undefined ? {} : { bedrockProvider }),
    ...(area === undefined ? {} : { area }),
  };
}

import {
  isProviderName,
  providerConfigs,
  PROVIDER_TYPES,
  providerTypeOf,
  type Cloud,
  type ProviderType,
} from "../../provider/catalog";
import { fieldsOf, type Fields } from "../../provider/schema/plain-object";
import type { Path } from "../../provider/schema/problem";
import { isUnknown } from "../../provider/schema/unknown";

/** A text that is known, and where it stands. */
export interface Place {
  path: Path;
  value: string;
}

/** How a model's provider is reached: the settings of a served entity, or a provider service. */
export interface ConnectionView {
  /** Where the settings stand. */
  path: Path;
  /** Missing while not known, as is all that follows. */
  provider?: Place;
  /** Of a provider service. */
  providerType?: ProviderType;
  /** Whether the settings are known as a whole; without, nothing can be said about what is not in them. */
  known: boolean;
  settings: Fields;
  /** Which API of OpenAI's: the default where it is not given, `any` while that is not known. */
  openaiApiType?: string;
  bedrockProvider?: Place;
  /** Base URL, where one is given. */
  base?: Place;
  /** Whether a base URL is given, known or not: requests then go elsewhere than to the provider's own host. */
  hasBase: boolean;
  region?: Place & { cloud: Cloud };
}

/** The settings that say where requests go, by the key of the settings they stand in. */
const baseFields: Readonly<Record<string, string>> = {
  openaiConfig: "openaiApiBase",
  cohereConfig: "cohereApiBase",
  databricksModelServingConfig: "databricksWorkspaceUrl",
  customProviderConfig: "customProviderUrl",
};

/** The settings that say which region processes, by the key of the settings they stand in. */
const regionFields: Readonly<Record<string, { field: string; cloud: Cloud }>> = {
  amazonBedrockConfig: { field: "awsRegion", cloud: "aws" },
  googleCloudVertexAiConfig: { field: "region", cloud: "vertex" },
};

/** How the provider of an endpoint's external model is reached. */
export function connectionOfModel(path: Path, fields: Fields): ConnectionView {
  const { provider } = fields;
  const key = isProviderName(provider) ? providerConfigs[provider].configKey : undefined;
  const known = key !== undefined && !isUnknown(fields[key]);
  const settings = key === undefined ? {} : fieldsOf(fields[key]);
  const at = key === undefined ? path : [...path, key];
  const base = baseFields[key ?? ""] ?? "";
  const region = regionFields[key ?? ""];
  const regionValue = region && settings[region.field];
  const type = settings["openaiApiType"];
  return {
    path: at,
    ...placed("provider", [...path, "provider"], provider),
    known,
    settings,
    ...(provider === "openai"
      ? { openaiApiType: known && type === undefined ? "openai" : textOr(type, "any") }
      : {}),
    ...placed("bedrockProvider", [...at, "bedrockProvider"], settings["bedrockProvider"]),
    ...placed("base", [...at, base], settings[base]),
    hasBase: settings[base] !== undefined,
    ...(region && typeof regionValue === "string"
      ? { region: { path: [...at, region.field], value: regionValue, cloud: region.cloud } }
      : {}),
  };
}

/** The blocks that provider services have their settings in. */
const blocks = Object.values(PROVIDER_TYPES).map((facts) => facts.block);

/** How a provider service reaches its provider; undefined while that is not known. */
export function connectionOfService(config: Fields): ConnectionView | undefined {
  const type = providerTypeOf(config["providerType"]);
  if (type === undefined) return undefined;
  const facts: { block: string; provider: string; openaiApiType?: string } = PROVIDER_TYPES[type];
  const block = config[facts.block];
  // With the settings of another provider it is not said which of the two is meant.
  if (block === undefined && blocks.some((other) => config[other] !== undefined)) return undefined;
  const direct = fieldsOf(block)["direct"];
  const settings = fieldsOf(direct);
  const path: Path = ["config", facts.block, "direct"];
  const { baseUrl, region } = settings;
  const cloud: Cloud = facts.provider === "google-cloud-vertex-ai" ? "vertex" : "aws";
  return {
    path,
    provider: { path: ["config", "providerType"], value: facts.provider },
    providerType: type,
    known: !isUnknown(config) && !isUnknown(block) && !isUnknown(direct),
    settings,
    ...(facts.openaiApiType === undefined ? {} : { openaiApiType: facts.openaiApiType }),
    ...placed("base", [...path, "baseUrl"], baseUrl),
    hasBase: baseUrl !== undefined,
    ...(typeof region === "string" ? { region: { path: [...path, "region"], value: region, cloud } } : {}),
  };
}

function placed<K extends string>(key: K, path: Path, value: unknown): { [P in K]?: Place } {
  return (typeof value === "string" ? { [key]: { path, value } } : {}) as { [P in K]?: Place };
}

const textOr = (value: unknown, otherwise: string): string => (typeof value === "string" ? value : otherwise);

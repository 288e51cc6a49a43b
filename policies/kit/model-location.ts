import { areaOfRegion, areas, parseBedrockModelId, type Area, type Cloud } from "../../provider/catalog";
import type { Path } from "../../provider/schema/problem";
import { baseUrlsOf, hostOf } from "./base-urls";
import type { ModelView } from "./endpoint-view";
import { globTest } from "./glob";
import { showValue } from "./show-value";

/** A place where a model's requests are processed. */
export interface ModelLocation {
  path: Path;
  /** What says so, for messages. */
  what: string;
  region?: string;
  /** Missing for a region or host that is not known. */
  area?: Area;
}

/** Hosts that providers use where no base URL is given; none of them says where it processes. */
const defaultHosts: Readonly<Record<string, string>> = {
  openai: "api.openai.com",
  anthropic: "api.anthropic.com",
  cohere: "api.cohere.com",
  ai21labs: "api.ai21.com",
  palm: "generativelanguage.googleapis.com",
};

/**
 * Where a model's requests are processed, as far as its settings tell: the region of Amazon Bedrock or Vertex AI, the
 * area of a Bedrock inference profile, or the host. Values that are not known yet are left out.
 *
 * @param hosts areas of hosts, by pattern, for hosts whose name does not tell
 */
export function locationsOf(model: ModelView, hosts: Readonly<Record<string, Area>>): ModelLocation[] {
  if (model.provider === "amazon-bedrock") return bedrockLocations(model);
  if (model.provider === "google-cloud-vertex-ai") return [...regionAt(model, "region", "vertex")];
  if (model.provider === undefined) return [];
  const bases = baseUrlsOf(model).map(({ path, url }) => ({ path, host: hostOf(url) ?? "" }));
  const fallback = model.settingsKnown ? defaultHosts[model.provider] : undefined;
  // A base URL that is not known yet leads somewhere else than to the default host.
  const own = "openaiApiBase" in model.settings || "cohereApiBase" in model.settings;
  const ends =
    bases.length > 0 || own || fallback === undefined
      ? bases
      : [{ path: [...model.path, "provider"], host: fallback }];
  return ends.map(({ path, host }) => {
    const area = areaOfHost(host, hosts);
    return { path, what: `the host ${showValue(host)}`, ...(area === undefined ? {} : { area }) };
  });
}

function* regionAt(
  { settings, settingsPath }: ModelView,
  field: string,
  cloud: Cloud,
): Generator<ModelLocation> {
  const region = settings[field];
  if (typeof region !== "string") return;
  const area = areaOfRegion(cloud, region);
  const found = { path: [...settingsPath, field], what: `the region ${showValue(region)}`, region };
  yield area === undefined ? found : { ...found, area };
}

function bedrockLocations(model: ModelView): ModelLocation[] {
  const locations = [...regionAt(model, "awsRegion", "aws")];
  const id = model.model === undefined ? undefined : parseBedrockModelId(model.model);
  if (id?.area !== undefined) {
    const area = profileArea(id.area);
    const what = `an inference profile that routes requests over the regions of ${showValue(id.area)}`;
    locations.push({ path: [...model.path, "name"], what, ...(area === undefined ? {} : { area }) });
  }
  return locations;
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html */
function profileArea(prefix: string): Area | undefined {
  if (prefix === "us-gov") return "us";
  return (areas as readonly string[]).includes(prefix) ? (prefix as Area) : undefined;
}

/** Azure's regional hosts begin with the region; every other host tells nothing by itself. */
function areaOfHost(host: string, hosts: Readonly<Record<string, Area>>): Area | undefined {
  const given = Object.entries(hosts).find(([pattern]) => globTest(pattern)(host))?.[1];
  const region = /^([a-z0-9]+)\.(?:api\.cognitive\.microsoft\.com|azuredatabricks\.net)$/.exec(host)?.[1];
  return given ?? (region === undefined ? undefined : areaOfRegion("azure", region));
}

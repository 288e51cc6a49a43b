import { areaOfRegion, areas, parseBedrockModelId, type Area } from "../../provider/catalog";
import type { Path } from "../../provider/schema/problem";
import type { ConnectionView } from "./connection-view";
import { globTest } from "./glob";
import { hostOf } from "./host-of";
import type { ModelView } from "./model-view";
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
 * Where a connection's requests are processed, as far as its settings tell: the region of Amazon Bedrock or Vertex AI, or
 * the host. Values that are not known yet are left out.
 *
 * @param hosts areas of hosts, by pattern, for hosts whose name does not tell
 */
export function locationsOf(
  { provider, base, hasBase, region, known }: ConnectionView,
  hosts: Readonly<Record<string, Area>>,
): ModelLocation[] {
  if (region !== undefined) {
    const area = areaOfRegion(region.cloud, region.value);
    return [
      {
        path: region.path,
        what: `the region ${showValue(region.value)}`,
        region: region.value,
        ...(area === undefined ? {} : { area }),
      },
    ];
  }
  // A base URL that is not known yet leads somewhere else than to the default host.
  const fallback = known && !hasBase ? defaultHosts[provider?.value ?? ""] : undefined;
  const end =
    base === undefined
      ? fallback === undefined || provider === undefined
        ? undefined
        : { path: provider.path, host: fallback }
      : { path: base.path, host: hostOf(base.value) ?? "" };
  if (end === undefined) return [];
  const area = areaOfHost(end.host, hosts);
  return [
    { path: end.path, what: `the host ${showValue(end.host)}`, ...(area === undefined ? {} : { area }) },
  ];
}

/** Where an inference profile of Amazon Bedrock's routes a model's requests. */
export function profileLocationsOf({ provider, model, namePath }: ModelView): ModelLocation[] {
  const id = provider !== "amazon-bedrock" || model === undefined ? undefined : parseBedrockModelId(model);
  if (id?.area === undefined) return [];
  const area = profileArea(id.area);
  const what = `an inference profile that routes requests over the regions of ${showValue(id.area)}`;
  return [{ path: namePath, what, ...(area === undefined ? {} : { area }) }];
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

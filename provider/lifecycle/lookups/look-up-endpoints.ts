import type { Workspace } from "../../client/workspace";
import type { RemoteEndpoint } from "../../client/serving-endpoints/remote-endpoint";
import { listOf } from "../../schema/plain-object";
import { lookUpEndpoint } from "../endpoint/look-up-endpoint";
import { shownEndpoint, type ShownEndpoint } from "./shown-endpoint";

/** Inputs that `GET` shows. */
const SHOWN_OF_ONE = [
  "config",
  "aiGateway",
  "tags",
  "description",
  "routeOptimized",
  "emailNotifications",
  "telemetryConfig",
] as const satisfies readonly (keyof RemoteEndpoint["inputs"])[];

/** What a look at one endpoint shows. */
export type ShownOfOne = ShownEndpoint<(typeof SHOWN_OF_ONE)[number]>;

/** Inputs that `LIST` shows. */
const SHOWN_OF_EACH = ["config", "aiGateway", "tags", "description"] as const;

/** What a list shows of each endpoint. */
export type ShownOfEach = ShownEndpoint<(typeof SHOWN_OF_EACH)[number]>;

/** Which endpoints to list; one that fits all of what is given is listed. */
export interface EndpointFilter {
  /** What the name begins with. */
  readonly namePrefix?: string;
  /** Labels that the endpoint has, by key; a value of `""` fits a label without one. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Provider of at least one of its external models, such as `openai`. */
  readonly provider?: string;
  /** Task of at least one of its external models, such as `llm/v1/chat`. */
  readonly task?: string;
  /** E-mail address or application id of who created it. */
  readonly creator?: string;
}

/**
 * An endpoint that must be there.
 *
 * @throws NoSuchEndpoint where it is not
 */
export async function lookUpOneEndpoint(name: string, workspace: Workspace): Promise<ShownOfOne> {
  return shownEndpoint(await lookUpEndpoint(name, workspace), SHOWN_OF_ONE);
}

/** Endpoints that fit a filter, by name. One request, whatever the filter: the API has none. */
export async function lookUpEndpoints(filter: EndpointFilter, workspace: Workspace): Promise<ShownOfEach[]> {
  const items = await workspace.servingEndpoints.list();
  return items
    .map((item) => shownEndpoint(item, SHOWN_OF_EACH))
    .filter((endpoint) => fits(endpoint, filter))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function fits(
  endpoint: ShownOfEach,
  { namePrefix = "", tags = {}, provider, task, creator }: EndpointFilter,
): boolean {
  const models = listOf(endpoint.config?.servedEntities).flatMap(({ externalModel }) => externalModel ?? []);
  return (
    endpoint.name.startsWith(namePrefix) &&
    (creator === undefined || endpoint.creator === creator) &&
    (provider === undefined || models.some((model) => model.provider === provider)) &&
    (task === undefined || models.some((model) => model.task === task)) &&
    Object.entries(tags).every(([key, value]) =>
      listOf(endpoint.tags).some((tag) => tag.key === key && (tag.value ?? "") === value),
    )
  );
}

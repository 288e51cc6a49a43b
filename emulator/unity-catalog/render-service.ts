import type { Workspace } from "../workspace/workspace";
import { supportedApiTypes } from "./api-types";
import { backingOf } from "./destination-backing";
import { bindingKey } from "./check-routing";
import { etagOf } from "./etag";
import { TABLE_BINDING, tableName } from "./inference-table";
import type { Destination, InferenceTable, ModelServiceConfig, ServiceRateLimit } from "./service-messages";
import type { ServiceKind, StoredModelService, StoredProviderService, StoredService } from "./stored-service";

type Json = Record<string, unknown>;

/** FULL is what a single GET answers; BASIC is a list's own, cut down. */
export type View = "FULL" | "BASIC";

/** The collection of a kind, in paths and in names. */
export const COLLECTION: Record<ServiceKind, string> = {
  MODEL_SERVICE: "model-services",
  MODEL_PROVIDER_SERVICE: "model-provider-services",
};

export const isoTime = (ms: number): string => new Date(ms).toISOString();

/** A service as the API answers it. */
export function renderService(service: StoredService, view: View, workspace: Workspace): Json {
  const own =
    service.kind === "MODEL_SERVICE"
      ? {
          config: renderModelConfig(service, view, workspace),
          supported_api_types: supportedApiTypes(service, workspace),
        }
      : { config: renderProviderConfig(service, view, workspace) };
  return {
    name: `${COLLECTION[service.kind]}/${service.fullName}`,
    ...(service.comment !== undefined && { comment: service.comment }),
    ...own,
    etag: etagOf(service),
    effective_owner: service.owner,
    metastore_id: workspace.world.unityCatalog.metastoreId,
    create_time: isoTime(service.createdAt),
    created_by: service.createdBy,
    update_time: isoTime(service.updatedAt),
    updated_by: service.updatedBy,
  };
}

function renderProviderConfig(service: StoredProviderService, view: View, workspace: Workspace): Json {
  const { inference_table: table, rate_limits: limits, ...config } = service.config;
  return {
    ...(view === "FULL" ? config : withoutCredential(config)),
    ...(limits && { rate_limits: renderLimits(limits, view) }),
    ...(table && view === "FULL" && { inference_table: renderTable(table, service, workspace) }),
  };
}

/** "BASIC omits resolved service-credential details": the mode stays visible, the name does not. */
function withoutCredential(config: Json): Json {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => {
      const direct = (value as { direct?: Json } | null)?.direct;
      if (direct?.service_credential === undefined) return [name, value];
      return [name, { direct: { ...direct, service_credential: {} } }];
    }),
  );
}

function renderModelConfig(service: StoredModelService, view: View, workspace: Workspace): Json {
  const { routing, rate_limits: limits, inference_table: table } = service.config;
  return {
    routing: view === "FULL" ? renderRouting(routing, service, workspace) : {},
    ...(limits && { rate_limits: renderLimits(limits, view) }),
    ...(table && view === "FULL" && { inference_table: renderTable(table, service, workspace) }),
  };
}

function renderRouting(
  routing: ModelServiceConfig["routing"],
  service: StoredModelService,
  workspace: Workspace,
): Json {
  const render = (which: "destinations" | "fallback.destinations", list: Destination[]): Json[] =>
    list.map((destination) => {
      const backing = backingOf(
        destination,
        service.bindings[bindingKey(which, destination.name!)],
        workspace,
      );
      const provisioned = destination.provisioned_throughput_config;
      return {
        ...destination,
        ...(provisioned && {
          provisioned_throughput_config: {
            ...provisioned,
            ...(backing?.model !== undefined && { model: backing.model }),
          },
        }),
        // Proto JSON leaves false out.
        ...(backing === undefined && { is_deleted: true }),
      };
    });
  const fallbacks = routing?.fallback?.destinations;
  return {
    destinations: render("destinations", routing?.destinations ?? []),
    ...(fallbacks && { fallback: { destinations: render("fallback.destinations", fallbacks) } }),
  };
}

const renderLimits = (limits: ServiceRateLimit[], view: View): Json[] =>
  limits.map(({ principal, ...limit }) =>
    view === "FULL" && principal !== undefined ? { ...limit, principal } : limit,
  );

function renderTable(table: InferenceTable, service: StoredService, { world }: Workspace): Json {
  const id = service.bindings[TABLE_BINDING];
  const found = Object.values(world.unityCatalog.tables).find((one) => one.id === id);
  return {
    ...table,
    table: `tables/${found?.fullName ?? tableName(table, service.fullName)}`,
    ...(found === undefined && { is_deleted: true }),
  };
}

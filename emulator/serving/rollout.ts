import { resourceConflict } from "../http/api-error";
import type { Workspace } from "../workspace/workspace";
import type { Deployment, StoredConfig, StoredEndpoint } from "./stored-endpoint";

/**
 * Starts the rollout of a configuration. The old one goes on serving until this one is up; nothing happens by timer:
 * whoever looks next settles what is due by the clock, so moving the clock is all it takes to be done.
 */
export function startRollout(endpoint: StoredEndpoint, config: StoredConfig, workspace: Workspace): void {
  const { switches, clock } = workspace;
  const now = clock.now();
  const outcome = takeOutcome(endpoint.name, workspace);
  const delay = endpoint.kind === "EXTERNAL_MODEL" ? switches.updateDelayMs : switches.customUpdateDelayMs;
  for (const entity of config.entities) entity.state = creating;
  endpoint.pending = { config, startedAt: now, finishesAt: now + delay, ...(outcome && { outcome }) };
  endpoint.lastVersion = config.version;
  endpoint.updatedAt = now;
  endpoint.configUpdate =
    endpoint.config === undefined && config.version === 1 ? switches.createState : "IN_PROGRESS";
  settle(endpoint, workspace);
}

/** Puts a configuration in place at once, as provisioned-throughput endpoints do ("instantaneous" in the REST reference). */
export function applyAtOnce(endpoint: StoredEndpoint, config: StoredConfig, workspace: Workspace): void {
  endpoint.lastVersion = config.version;
  endpoint.updatedAt = workspace.clock.now();
  install(endpoint, config);
}

/** Locks the endpoint as a change of telemetry does: every update call starts an update, seen for two to three minutes. */
export function startTelemetryUpdate(endpoint: StoredEndpoint, workspace: Workspace): void {
  const now = workspace.clock.now();
  endpoint.pending = { startedAt: now, finishesAt: now + workspace.switches.telemetryDelayMs };
  endpoint.configUpdate = "IN_PROGRESS";
  endpoint.updatedAt = now;
}

/** Brings an endpoint to where it is by now. */
export function settle(endpoint: StoredEndpoint, { clock }: Workspace): void {
  const { pending } = endpoint;
  if (pending === undefined || isSettled(endpoint) || clock.now() < pending.finishesAt) return;
  endpoint.updatedAt = pending.finishesAt;
  if (pending.outcome !== undefined) {
    const { state, message } = pending.outcome;
    endpoint.configUpdate = state;
    // The failed configuration stays visible as pending_config: its entities' states carry the reason.
    for (const entity of pending.config?.entities ?? []) {
      entity.state = {
        deployment: state === "UPDATE_FAILED" ? "DEPLOYMENT_FAILED" : "DEPLOYMENT_ABORTED",
        deployment_state_message: message,
      };
    }
    return;
  }
  if (pending.config !== undefined) {
    install(endpoint, pending.config);
  } else {
    endpoint.configUpdate = "NOT_UPDATING";
    delete endpoint.pending;
  }
}

/** Ends a rollout now, as it would by itself later. */
export function finishRollout(endpoint: StoredEndpoint, workspace: Workspace): void {
  if (endpoint.pending !== undefined) endpoint.pending.finishesAt = workspace.clock.now();
  settle(endpoint, workspace);
}

/** @throws ApiError 409 when an update runs. The exact text for a configuration is not documented. */
export function assertNotUpdating(endpoint: StoredEndpoint, purpose: string): void {
  if (endpoint.pending !== undefined && !isSettled(endpoint)) {
    throw resourceConflict(
      `Endpoint ${endpoint.name} is currently updating. Wait for the update to complete before updating its ${purpose}.`,
    );
  }
}

function isSettled(endpoint: StoredEndpoint): boolean {
  return endpoint.configUpdate === "UPDATE_FAILED" || endpoint.configUpdate === "UPDATE_CANCELED";
}

function install(endpoint: StoredEndpoint, config: StoredConfig): void {
  for (const entity of config.entities) entity.state = ready;
  endpoint.config = config;
  endpoint.configUpdate = "NOT_UPDATING";
  delete endpoint.pending;
}

function takeOutcome(name: string, { switches }: Workspace) {
  const always = Object.hasOwn(switches.updateOutcomes, name) ? switches.updateOutcomes[name] : undefined;
  if (always !== undefined) return always;
  const once = switches.failNextUpdate;
  switches.failNextUpdate = null;
  return once ?? undefined;
}

const creating: Deployment = { deployment: "DEPLOYMENT_CREATING", deployment_state_message: "Creating" };

const ready: Deployment = { deployment: "DEPLOYMENT_READY", deployment_state_message: "" };

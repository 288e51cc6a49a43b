import { modelServiceSwitches, type ModelServiceSwitches } from "./model-service-switches";

/** How the rollout of a configuration ends when it does not succeed. */
export interface UpdateOutcome {
  state: "UPDATE_FAILED" | "UPDATE_CANCELED";
  /** Shows as `deployment_state_message` of the served entities that did not come up. */
  message: string;
}

/** What an upstream model answers instead of a completion. */
export interface BrokenModel {
  status: number;
  message: string;
}

/** Behaviour that differs between workspaces, is not documented, or that tests want to provoke. */
export interface Switches extends ModelServiceSwitches {
  /** Milliseconds that a configuration of external models takes to roll out. Real: seconds to tens of seconds. */
  updateDelayMs: number;
  /** The same for custom and foundation models. Real: minutes. */
  customUpdateDelayMs: number;
  /** Milliseconds for which a telemetry change keeps the endpoint in IN_PROGRESS. Real: two to three minutes. */
  telemetryDelayMs: number;
  /** Served entities that an endpoint may hold. Documented: 10; users report 15. */
  maxServedEntities: number;
  /** Tags that an endpoint may have; null: no limit. None is documented. */
  maxTags: number | null;
  /** Status for a name that is taken. The REST page lists no 409 for create; the CLI's own fake answers 409. */
  nameTakenStatus: 409 | 400;
  /** How the next rollout ends, once, of whatever endpoint; null: it succeeds. */
  failNextUpdate: UpdateOutcome | null;
  /** How every rollout of the endpoint of this name ends, for as long as it is listed. */
  updateOutcomes: Record<string, UpdateOutcome>;
  /** `config_update` of a fresh endpoint while its first configuration rolls out; both have been seen. */
  createState: "IN_PROGRESS" | "NOT_UPDATING";
  /** Some servers never report READY, although the endpoint serves. */
  neverReady: boolean;
  /** Adds the fields that real servers send and the SDKs lack (`endpoint_type`, `creator_kind`, `type`, …). */
  unknownExtraFields: boolean;
  /** Fields of a request that the API does not know: ignored as by real servers, or refused to catch a client's slip. */
  unknownRequestFields: "ignore" | "refuse";
  /** Milliseconds of real time before each request is looked at. */
  requestLatencyMs: number;
  /** Requests to `/api` that the workspace takes in a second before it answers 429; null: any number. */
  requestsPerSecond: number | null;
  /** Whether an endpoint created without an external model may gain one. The REST reference says never. */
  allowGainingExternalModel: boolean;
  /** Refuses an external model with neither a reference nor a plaintext credential. */
  requireCredentials: boolean;
  /** Looks up `{{secrets/scope/key}}` at create and update, and refuses the request when it is missing. */
  resolveSecrets: boolean;
  /** Message of a 429 by the gateway's own rate limits; the real wording is not documented. */
  rateLimitText: string;
  /** Whether a 429 carries Retry-After. */
  sendRetryAfter: boolean;
  /** Status for a token that is unknown or has expired. Real servers answer 403 `Invalid access token.`. */
  invalidTokenStatus: 401 | 403;
  /** Lifetime of access tokens from the token endpoints, in seconds. */
  accessTokenSeconds: number;
  /** Milliseconds by which the `Date` header of answers is off. */
  dateSkewMs: number;
  /** Refuses permissions and rate limits for principals that the workspace does not know. */
  knownPrincipalsOnly: boolean;
  /** Unity Catalog catalogs that exist; null: any; empty: the workspace has no metastore. */
  catalogs: string[] | null;
  /** Upstream models that fail, by the model's name or by `endpoint/served entity`. */
  brokenModels: Record<string, BrokenModel>;
  /** Upstream keys that no longer work: key values, or references such as `{{secrets/scope/key}}`. */
  revokedKeys: string[];
  /** Order in which fallback tries entities: as the config listed them, or by name. */
  fallbackOrder: "as-sent" | "by-name";
  /** Order of served entities and routes in answers: as the config listed them, or sorted by name; both are reported. */
  entityOrder: "as-sent" | "by-name";
  /** Whether the pay-per-token endpoints of Databricks, such as `databricks-gpt-oss-120b`, are there. */
  platformEndpoints: boolean;
  /** Seed of the traffic split and of fault probabilities; setting it starts the sequence anew. */
  seed: number;
}

export const defaultSwitches: Readonly<Switches> = {
  updateDelayMs: 100,
  customUpdateDelayMs: 300,
  telemetryDelayMs: 300,
  maxServedEntities: 10,
  maxTags: null,
  nameTakenStatus: 409,
  failNextUpdate: null,
  updateOutcomes: {},
  createState: "IN_PROGRESS",
  neverReady: false,
  unknownExtraFields: true,
  unknownRequestFields: "ignore",
  requestLatencyMs: 0,
  requestsPerSecond: null,
  allowGainingExternalModel: false,
  requireCredentials: true,
  resolveSecrets: true,
  rateLimitText: "Too many requests. Please wait a moment and try again.",
  sendRetryAfter: true,
  invalidTokenStatus: 403,
  accessTokenSeconds: 3600,
  dateSkewMs: 0,
  knownPrincipalsOnly: false,
  catalogs: null,
  brokenModels: {},
  revokedKeys: [],
  fallbackOrder: "as-sent",
  entityOrder: "as-sent",
  platformEndpoints: true,
  seed: 1,
  ...modelServiceSwitches,
};

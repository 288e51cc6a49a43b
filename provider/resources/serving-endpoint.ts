import * as z from "zod";
import { aiGateway } from "./ai-gateway";
import { endpointConfig, entityNameText } from "./endpoint-config";
import { defineResource } from "../schema/define-resource";
import {
  aliasOf,
  keyedBy,
  local,
  notReadBack,
  renewed,
  replaces,
  serverDefault,
  unordered,
  updatedBy,
} from "../schema/field-facts";
import { ownSettings } from "./own-settings";
import { workspaceIdentity } from "./workspace-identity";

const emails = () => unordered(z.array(z.email({ error: "an e-mail address" })).optional());

const tableName = () =>
  z
    .string()
    .regex(/^[^.]+\.[^.]+\.[^.]+$/, { error: "a table of Unity Catalog, catalog.schema.table" })
    .optional();

const inputs = z.strictObject({
  /**
   * Name of the endpoint, unique in the workspace, and its id: letters, digits, `-` and `_`, at most 63; `databricks-` is
   * reserved. A change replaces the endpoint: the old one goes first, unless the option `deleteBeforeReplace` is `false`.
   * Default: the resource's name with a suffix that stays the same.
   */
  name: replaces("the API has no rename", entityNameText().optional()),
  /** Models that the endpoint serves and how traffic is split between them. An endpoint may exist without. */
  config: updatedBy("putConfig", endpointConfig.optional()),
  /** Limits, guardrails, logging and fallback between callers and models. */
  aiGateway: updatedBy("putAiGateway", aiGateway.optional()),
  /** Labels, used for billing and search. Order means nothing. */
  tags: updatedBy(
    "patchTags",
    keyedBy(
      ["key"],
      z
        .array(
          z.strictObject({
            /** Name of the label, unique in the endpoint. */
            key: z.string().min(1),
            /** Value of the label. Default: none. */
            value: z.string().optional(),
          }),
        )
        .optional(),
    ),
  ),
  /** Free text shown in the workspace, at most 1000 characters. A change replaces the endpoint. */
  description: replaces(
    "no call of the API updates a description",
    z.string().max(1000, { error: "at most 1000 characters" }).optional(),
  ),
  /** Whether requests take the optimised route; custom models only. A change replaces the endpoint. Default `false`. */
  routeOptimized: replaces("the route is fixed at creation", z.boolean().optional()),
  /** Id of the budget policy that costs are charged to. A change replaces the endpoint. */
  budgetPolicyId: replaces(
    "no call of the API updates a budget policy",
    notReadBack("GET answers the effective policy instead", z.string().optional()),
  ),
  /** Who is told of updates by e-mail. */
  emailNotifications: updatedBy(
    "patchNotifications",
    z
      .strictObject({
        /** Addresses told of a successful update. */
        onUpdateSuccess: emails(),
        /** Addresses told of a failed update. */
        onUpdateFailure: emails(),
        /** The same as `onUpdateSuccess`, as `@pulumi/databricks` spells it. */
        onUpdateSuccesses: aliasOf("onUpdateSuccess", emails()),
        /** The same as `onUpdateFailure`, as `@pulumi/databricks` spells it. */
        onUpdateFailures: aliasOf("onUpdateFailure", emails()),
      })
      .optional(),
  ),
  /** What the endpoint reports of itself; endpoints with custom models only. */
  telemetryConfig: updatedBy(
    "patchTelemetry",
    z
      .strictObject({
        /** Tables of Unity Catalog that telemetry is written to. */
        tableNames: notReadBack(
          "the API answers a profile id instead",
          z
            .strictObject({
              /** Table for annotations, `catalog.schema.table`. */
              annotationsTable: tableName(),
              /** Table for logs. */
              logsTable: tableName(),
              /** Table for metrics. */
              metricsTable: tableName(),
              /** Table for traces. */
              tracesTable: tableName(),
            })
            .optional(),
        ),
        /** Id of an existing telemetry profile, in place of `tableNames`. */
        telemetryProfileId: serverDefault("made for `tableNames`", z.string().optional()),
        /** Features that are on. Default: all that have a table. */
        enabledTelemetryFeatures: serverDefault(
          "all that have a table",
          unordered(
            z
              .array(
                z.enum([
                  "TELEMETRY_FEATURE_INFERENCE_TABLE",
                  "TELEMETRY_FEATURE_LOGS",
                  "TELEMETRY_FEATURE_METRICS",
                  "TELEMETRY_FEATURE_TRACES",
                ]),
              )
              .optional(),
          ),
        ),
        /** Table that requests are logged to. Default: the logs table with `_payload`. */
        inferenceTableConfig: serverDefault(
          "the logs table with _payload",
          z
            .strictObject({
              /** Full name of the table. With a `logsTable` it is that with `_payload`, and can be no other. */
              name: serverDefault("the logs table with _payload", z.string().optional()),
              /** Share of requests that are logged, 0 to 1. */
              samplingFraction: z.number().min(0).max(1).optional(),
            })
            .optional(),
        ),
      })
      .optional(),
  ),
  /** Limits of the older form; use `aiGateway.rateLimits`. */
  rateLimits: updatedBy(
    "putRateLimits",
    notReadBack(
      "the API takes the older rate limits and never shows them",
      z
        .array(
          z.strictObject({
            /** Calls in each renewal period. */
            calls: z.int().min(0),
            /** What the limit counts for: `endpoint` or each `user`. Default `endpoint`. */
            key: serverDefault("endpoint", z.enum(["endpoint", "user"]).optional()),
            /** Length of the period; `minute` is the only one. */
            renewalPeriod: z.enum(["minute"]),
          }),
        )
        .optional(),
    ),
  ),
  /** Who may do what with the endpoint. What is not listed is withdrawn; the caller always keeps `CAN_MANAGE`. Default: left as it is. */
  accessControlList: updatedBy(
    "putPermissions",
    keyedBy(
      ["userName", "groupName", "servicePrincipalName"],
      z
        .array(
          z.strictObject({
            /** E-mail address of a user; exactly one of the three names. */
            userName: z.string().min(1).optional(),
            /** Name of a group. */
            groupName: z.string().min(1).optional(),
            /** Application id of a service principal. */
            servicePrincipalName: z.string().min(1).optional(),
            /** `CAN_VIEW`, `CAN_QUERY` or `CAN_MANAGE`. */
            permissionLevel: z.enum(["CAN_VIEW", "CAN_QUERY", "CAN_MANAGE"]),
          }),
        )
        .optional(),
    ),
  ),
  ...ownSettings,
  /**
   * Whether `ExternalModel` resources and others may attach models: entities not listed here are then kept, and
   * `trafficConfig` counts at creation only. Default `false`: an entity not listed here is removed.
   */
  allowAttachedModels: local("it decides which entities this resource owns", z.boolean().optional()),
  /**
   * Whether to tag the endpoint `pulumi-owner: <project>/<stack>/<name>`, which lets a later run recognise it as its own
   * with certainty, on whichever machine, after a create was cut short. Default `false`.
   */
  ownershipTag: local("it adds to tags", z.boolean().optional()),
});

const outputs = z.object({
  /** Id that permissions refer to; a new one each time an endpoint is created. */
  endpointId: z.string(),
  ...workspaceIdentity,
  /** Page of the endpoint in the workspace. */
  endpointUrl: z.string(),
  /** URL that requests are sent to. */
  invocationUrl: z.string(),
  /** Base URL for OpenAI clients; the model's name is then the endpoint's. */
  openaiBaseUrl: z.string(),
  /** Whether the endpoint serves, and whether a new config is being rolled out. */
  state: renewed(
    "an update rolls out",
    z.object({
      /** `READY` or `NOT_READY`. */
      ready: z.string().optional(),
      /** `NOT_UPDATING`, `IN_PROGRESS`, `UPDATE_FAILED` or `UPDATE_CANCELED`. */
      configUpdate: z.string().optional(),
    }),
  ),
  /** Number of the config that serves; each config update adds one. */
  configVersion: renewed("each config has a number", z.number().optional()),
  /** Who created the endpoint. */
  creator: z.string().optional(),
  /** When the endpoint was created, in milliseconds since 1970. */
  creationTimestamp: z.number().optional(),
  /** The caller's permission on the endpoint. */
  permissionLevel: z.string().optional(),
  /** Kind of the endpoint where the server says it, such as `EXTERNAL_MODEL`. */
  endpointType: z.string().optional(),
});

/**
 * A Databricks model-serving endpoint.
 *
 * @see https://docs.databricks.com/api/workspace/servingendpoints
 */
export const servingEndpoint = defineResource({ type: "ServingEndpoint", inputs, outputs });

/** What a user writes for a serving endpoint. */
export type ServingEndpointArguments = z.input<typeof inputs>;

/** What a program says of a serving endpoint, checked. */
export type ServingEndpointInputs = z.output<typeof inputs>;

/** What the workspace answers on top of the inputs. */
export type ServingEndpointAnswers = z.output<typeof outputs>;

/** Names of all inputs of a serving endpoint. */
export const ENDPOINT_INPUTS = Object.keys(inputs.shape) as (keyof ServingEndpointInputs)[];

/** What state holds of a serving endpoint: the inputs that are done, and what the workspace answered last. */
export type ServingEndpointState = Partial<ServingEndpointInputs> & Partial<ServingEndpointAnswers>;

import * as z from "zod";
import { externalModelFields } from "./external-model-fields";
import {
  aliasOf,
  concealed,
  filledText,
  keyedBy,
  notReadBack,
  replaces,
  serverDefault,
} from "../schema/field-facts";

/** What the API takes as a name of an endpoint or a served entity. */
export const ENTITY_NAME = /^[A-Za-z0-9_-]{1,63}$/;

/** The same, for people. */
export const ENTITY_NAME_IN_WORDS = "1 to 63 letters, digits, dashes and underscores";

/** A name of an endpoint or a served entity. */
export const entityNameText = () => z.string().regex(ENTITY_NAME, { error: ENTITY_NAME_IN_WORDS });

/** Kinds of compute that the API has: https://docs.databricks.com/api/workspace/servingendpoints/create. */
const WORKLOAD_TYPES = [
  "CPU",
  "CPU_MEDIUM",
  "CPU_LARGE",
  "GPU_SMALL",
  "GPU_MEDIUM",
  "GPU_LARGE",
  "GPU_XLARGE",
  "GPU_XLARGE_8",
  "MULTIGPU_MEDIUM",
] as const;

const IMMUTABLE_TABLE = "the API cannot move an inference table that exists";

const workload = {
  /** Size of the workload: `Small`, `Medium`, `Large`, or a custom one. Not for external models. Default: the server's. */
  workloadSize: serverDefault("the server's own size", filledText().optional()),
  /** Kind of compute, e.g. `CPU`, `GPU_SMALL`, `GPU_MEDIUM`. Not for external models. Default `CPU`. */
  workloadType: serverDefault("CPU", z.enum(WORKLOAD_TYPES).optional()),
  /** Whether the entity scales down to nothing when idle. Required by the API for custom models; not for external ones. */
  scaleToZeroEnabled: z.boolean().optional(),
  /** Tokens a second that the entity is scaled down to at least. */
  minProvisionedThroughput: z.int().min(0).optional(),
  /** Tokens a second that the entity is scaled up to at most. */
  maxProvisionedThroughput: z.int().min(0).optional(),
  /** Concurrent requests that the entity is scaled down to at least. */
  minProvisionedConcurrency: z.int().min(0).optional(),
  /** Concurrent requests that the entity is scaled up to at most. */
  maxProvisionedConcurrency: z.int().min(0).optional(),
  /** Model units provisioned for a foundation model. */
  provisionedModelUnits: z.int().min(0).optional(),
  /** Whether the entity may scale beyond its provisioned size for a while. */
  burstScalingEnabled: notReadBack("the API takes it and never shows it", z.boolean().optional()),
  /** Environment variables of the model's container; names are kept as written. Values may be secret references. */
  environmentVars: concealed("programs put keys there", z.record(z.string(), z.string()).optional()),
  /** ARN of the instance profile that the entity uses to access AWS resources. */
  instanceProfileArn: filledText().optional(),
};

/** A model that an endpoint serves: an external one, or one of Unity Catalog or the workspace. */
export const servedEntity = z.strictObject({
  /**
   * Name of the served entity, unique in the endpoint; letters, digits, `-` and `_`, at most 63.
   * Default: the external model's name with `.` and `:` as `-`, or `<entityName>-<entityVersion>`.
   */
  name: serverDefault("derived from the model's name", entityNameText().optional()),
  /** A model hosted outside Databricks. Excludes every other field but `name`. */
  externalModel: externalModelFields.optional(),
  /** Name of the model in Unity Catalog (`catalog.schema.model`), in the workspace registry, or of a feature spec. */
  entityName: filledText().optional(),
  /** Version of the model, e.g. `"3"`. */
  entityVersion: filledText().optional(),
  ...workload,
});

/** The older form of a served entity: `modelName` and `modelVersion` are taken as `entityName` and `entityVersion`. */
export const servedModel = z.strictObject({
  /** Name of the served model, unique in the endpoint. */
  name: entityNameText().optional(),
  /** Name of the model; `entityName` of a served entity. */
  modelName: z.string().min(1),
  /** Version of the model; `entityVersion` of a served entity. */
  modelVersion: z.string().min(1),
  ...workload,
});

/** The share of the traffic that one served entity gets. */
export const route = z.strictObject({
  /** Name of the served entity. */
  servedModelName: z.string().min(1).optional(),
  /** Name of the served entity, as newer releases of the API call it; the same as `servedModelName`. */
  servedEntityName: aliasOf("servedModelName", z.string().min(1).optional()),
  /** Share of the traffic, in whole percent, 0 to 100; all routes sum to 100. */
  trafficPercentage: z.int().min(0).max(100),
});

/** What an endpoint serves, and how its traffic is split. */
export const endpointConfig = z.strictObject({
  /** Models that the endpoint serves. Order means nothing, unless fallback is on: then they are tried in this order. */
  servedEntities: keyedBy(["name"], z.array(servedEntity).optional()),
  /** Older form of `servedEntities`; give only one of the two. */
  servedModels: aliasOf("servedEntities", z.array(servedModel).optional()),
  /** How traffic is split; required with several external models. Default: all to the only entity. */
  trafficConfig: serverDefault(
    "100 % to the only entity",
    z
      .strictObject({
        /** A route for each served entity, by name. Order means nothing. */
        routes: keyedBy(["servedModelName"], z.array(route).optional()),
      })
      .optional(),
  ),
  /** Table of Unity Catalog that requests and answers are logged to (the older form; see `aiGateway.inferenceTableConfig`). */
  autoCaptureConfig: z
    .strictObject({
      /** Catalog of the table. A change replaces the endpoint. */
      catalogName: replaces(IMMUTABLE_TABLE, z.string().optional()),
      /** Schema of the table. A change replaces the endpoint. */
      schemaName: replaces(IMMUTABLE_TABLE, z.string().optional()),
      /** Prefix of the table's name. A change replaces the endpoint. Default: the endpoint's name. */
      tableNamePrefix: serverDefault("the endpoint's name", replaces(IMMUTABLE_TABLE, z.string().optional())),
      /** Whether logging is on. */
      enabled: serverDefault("true", z.boolean().optional(), true),
    })
    .optional(),
});

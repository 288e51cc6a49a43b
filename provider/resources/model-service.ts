import * as z from "zod";
import { defineResource } from "../schema/define-resource";
import {
  keyedBy,
  masked,
  prefixed,
  renewed,
  replaces,
  serverDefault,
  shownOnly,
  unordered,
} from "../schema/field-facts";
import { nativeApiTypes } from "./model-provider-service";
import { inferenceTable } from "./unity-catalog/inference-table";
import { leafName, resourceName } from "./unity-catalog/names";
import { rateLimits } from "./unity-catalog/rate-limits";
import { securableOutputs, securableSettings } from "./unity-catalog/securable-settings";

/** How the API begins the types of destinations. */
const DESTINATION_TYPE = "DESTINATION_TYPE_";

/** Each type of destination, by the block that says where it leads. */
export const DESTINATION_TYPES = {
  externalModelConfig: "DESTINATION_TYPE_EXTERNAL_FOUNDATION_MODEL",
  payPerTokenConfig: "DESTINATION_TYPE_PAY_PER_TOKEN_FOUNDATION_MODEL",
  provisionedThroughputConfig: "DESTINATION_TYPE_PROVISIONED_THROUGHPUT_FOUNDATION_MODEL",
} as const;

const externalModelConfig = z.strictObject({
  /** The provider service that reaches the model: the resource, or its name. */
  modelProviderService: resourceName("model-provider-services"),
  /** The model; one of the provider service's `targets`, unless that allows all. */
  target: z.strictObject({
    /** Name of the model as its provider knows it. */
    model: z.string().min(1),
    /** APIs by which the model is called. Default: those of the provider service's target. */
    nativeApiTypes: serverDefault("those of the provider service", unordered(nativeApiTypes().optional())),
  }),
});

const payPerTokenConfig = z.strictObject({
  /** The foundation model, `models/system.ai.…`. */
  model: resourceName("models"),
});

const provisionedThroughputConfig = z.strictObject({
  /** The serving endpoint that serves the model: the resource, or its name. */
  modelServingEndpoint: resourceName("serving-endpoints"),
  /** The model that the endpoint serves; the API says which. */
  model: shownOnly("the API names the model", serverDefault("the endpoint's model", z.string().optional())),
});

/** The fields of a destination, and for those that share traffic also how much of it. */
function destinationOf<More extends z.ZodRawShape>(more: More) {
  const shared = {
    /** Name of the destination, unique in the service. */
    name: z.string().min(1),
    ...more,
    /** Whether what the destination stands on was deleted; the API says so, and it is drift. */
    isDeleted: shownOnly("the API tells it", z.boolean().optional()),
  };
  const type = <T extends string>(value: T) => prefixed(DESTINATION_TYPE, z.literal(value));
  return z.discriminatedUnion("destinationType", [
    z.strictObject({
      ...shared,
      /** `EXTERNAL_FOUNDATION_MODEL`, `PAY_PER_TOKEN_FOUNDATION_MODEL` or `PROVISIONED_THROUGHPUT_FOUNDATION_MODEL`. Default: follows from the block that is given. */
      destinationType: type(DESTINATION_TYPES.externalModelConfig),
      /** An external model, through a provider service. */
      externalModelConfig,
    }),
    z.strictObject({
      ...shared,
      destinationType: type(DESTINATION_TYPES.payPerTokenConfig),
      /** A foundation model of Databricks, paid by the token. */
      payPerTokenConfig,
    }),
    z.strictObject({
      ...shared,
      destinationType: type(DESTINATION_TYPES.provisionedThroughputConfig),
      /** A foundation model of Databricks with provisioned throughput. */
      provisionedThroughputConfig,
    }),
  ]);
}

const routing = z.strictObject({
  /** Where requests go, 1 to 10, told apart by name. */
  destinations: masked(
    "config.routing.destinations",
    keyedBy(
      ["name"],
      z.array(
        destinationOf({
          /** Share of the traffic in whole percent, 0 to 100; all sum to 100. Default, with one destination alone: all. */
          trafficPercentage: serverDefault("100 to the only one", z.int().min(0).max(100).optional()),
        }),
      ),
    ),
  ),
  /** Where requests go that failed at their destination. */
  fallback: masked(
    "config.routing.fallback.destinations",
    z
      .strictObject({
        /** Destinations that are tried in this order, at most 5. */
        destinations: z.array(destinationOf({})).optional(),
      })
      .optional(),
  ),
});

const inputs = z.strictObject({
  /** Name of the model service in its schema, where provider services have theirs too. A change replaces the service. */
  modelServiceId: replaces("the API has no rename", leafName()),
  ...securableSettings,
  /** Where requests go, and what is limited and logged. */
  config: masked(
    "config",
    z.strictObject({
      /** Destinations and fallback. */
      routing,
      /** Limits on requests and tokens. Order means nothing. */
      rateLimits: masked("config.rate_limits", rateLimits()),
      /** Table that requests and answers are logged to. */
      inferenceTable: masked("config.inference_table", inferenceTable()),
    }),
  ),
});

const outputs = z.object({
  ...securableOutputs,
  /** APIs that callers may use, as far as all destinations have them. */
  supportedApiTypes: renewed("destinations decide it", z.array(z.string()).optional()),
  /** URL that requests are sent to; the field `model` of a request is `fullName`. */
  invocationUrl: z.string(),
  /** Base URL for OpenAI clients; the model's name is then `fullName`. */
  openaiBaseUrl: z.string(),
});

/**
 * One name that callers use for models of any provider: destinations, shares, fallback, limits and tables.
 *
 * @see https://docs.databricks.com/api/workspace/aigateway
 */
export const modelService = defineResource({ type: "ModelService", inputs, outputs });

/** What a user writes for a model service, in the API's spelling. */
export type ModelServiceArguments = z.input<typeof inputs>;

/** Checked inputs of a model service: names and values as the API spells them. */
export type ModelServiceInputs = z.output<typeof inputs>;

/** What the API answers on top of the inputs. */
export type ModelServiceAnswers = z.output<typeof outputs>;

/** What state holds of the service: the inputs that are done, and what the API answered last. */
export type ModelServiceState = Partial<ModelServiceInputs> & Partial<ModelServiceAnswers>;

import * as z from "zod";
import { defineResource } from "../schema/define-resource";
import { masked, notReadBack, prefixed, replaces, unordered } from "../schema/field-facts";
import { inferenceTable } from "./unity-catalog/inference-table";
import { leafName } from "./unity-catalog/names";
import * as blocks from "./unity-catalog/provider-blocks";
import { PROVIDER_TYPE, type ProviderType } from "../catalog/provider-types";
import { rateLimits } from "./unity-catalog/rate-limits";
import { securableOutputs, securableSettings } from "./unity-catalog/securable-settings";

/** API types of one target. */
export const nativeApiTypes = () =>
  z
    .array(z.string().min(1).max(256, { error: "at most 256 characters" }))
    .max(64, { error: "at most 64 API types" });

const target = z.strictObject({
  /** Name of the model as its provider knows it, e.g. `gpt-5`. */
  model: z.string().min(1),
  /** APIs of the provider by which the model is called, e.g. `openai/v1/chat/completions`; at least one. */
  nativeApiTypes: unordered(nativeApiTypes().min(1, { error: "at least one API type" })),
  /** Path that is added to the base URL, relative; for `CUSTOM` only. */
  endpointRoute: z
    .string()
    .regex(/^(?!\/|[a-z][a-z0-9+.-]*:)[^?#{}\s]+$/i, {
      error: "a relative path without a leading slash, template, query or fragment",
    })
    .optional(),
});

const shared = {
  /** Whether any model of the provider may be called, beyond `targets`; not for `CUSTOM`. Default `false`. */
  allowAllTargets: masked("config.allow_all_targets", z.boolean().optional()),
  /** Models that may be called; at least one, unless `allowAllTargets` is true. Order means nothing. */
  targets: masked("config.targets", unordered(z.array(target).optional())),
  /** Whether headers of a request are passed on to the provider. Default `false`. */
  forwardHeaders: masked("config.forward_headers", z.boolean().optional()),
  /** Whether query parameters of a request are passed on. Default `false`. */
  forwardQueryParameters: masked("config.forward_query_parameters", z.boolean().optional()),
  /** Whether paths that the gateway does not know are passed on, unseen by limits and policies. Default `false`. */
  forwardUnmanagedPaths: masked("config.forward_unmanaged_paths", z.boolean().optional()),
  /** How costs are reckoned. */
  pricing: masked(
    "config.pricing.default_discount_basis_points",
    z
      .strictObject({
        /** Discount on list prices in hundredths of a percent, at most 10,000; a negative one is a markup. */
        defaultDiscountBasisPoints: z
          .int()
          .max(10_000, { error: "at most 10000, which is 100 %" })
          .optional(),
      })
      .optional(),
  ),
  /** Limits on requests that call the provider service directly; those through a model service count there alone. Order means nothing. */
  rateLimits: masked("config.rate_limits", rateLimits()),
  /** Table for requests that call the provider service directly. */
  inferenceTable: masked("config.inference_table", inferenceTable()),
};

const providerType = <T extends ProviderType>(type: T) => prefixed(PROVIDER_TYPE, z.literal(type));

const block = <S extends z.ZodType>(schema: S): S => masked("config.provider", schema);

const config = z.discriminatedUnion("providerType", [
  z.strictObject({
    /** `OPENAI`, `ANTHROPIC`, `AZURE_OPENAI`, `MICROSOFT_FOUNDRY`, `AMAZON_BEDROCK`, `BEDROCK_MANTLE`, `GEMINI_ENTERPRISE` or `CUSTOM`. A change replaces the service. */
    providerType: providerType("EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI"),
    /** How to reach OpenAI. */
    openai: block(blocks.openai),
    ...shared,
  }),
  z.strictObject({
    providerType: providerType("EXTERNAL_MODEL_PROVIDER_TYPE_ANTHROPIC"),
    /** How to reach Anthropic: by a key, or by the caller's own token. */
    anthropic: block(blocks.anthropic),
    ...shared,
  }),
  z.strictObject({
    providerType: providerType("EXTERNAL_MODEL_PROVIDER_TYPE_AZURE_OPENAI"),
    /** How to reach Azure OpenAI. */
    azureOpenai: block(blocks.azureOpenai),
    ...shared,
  }),
  z.strictObject({
    providerType: providerType("EXTERNAL_MODEL_PROVIDER_TYPE_MICROSOFT_FOUNDRY"),
    /** How to reach Microsoft Foundry. */
    microsoftFoundry: block(blocks.microsoftFoundry),
    ...shared,
  }),
  z.strictObject({
    providerType: providerType("EXTERNAL_MODEL_PROVIDER_TYPE_AMAZON_BEDROCK"),
    /** How to reach Amazon Bedrock. */
    amazonBedrock: block(blocks.amazonBedrock),
    ...shared,
  }),
  z.strictObject({
    providerType: providerType("EXTERNAL_MODEL_PROVIDER_TYPE_BEDROCK_MANTLE"),
    /** How to reach Amazon Bedrock's Mantle endpoints. */
    bedrockMantle: block(blocks.bedrockMantle),
    ...shared,
  }),
  z.strictObject({
    providerType: providerType("EXTERNAL_MODEL_PROVIDER_TYPE_GEMINI_ENTERPRISE"),
    /** How to reach Gemini Enterprise. */
    geminiEnterprise: block(blocks.geminiEnterprise),
    ...shared,
  }),
  z.strictObject({
    providerType: providerType("EXTERNAL_MODEL_PROVIDER_TYPE_CUSTOM"),
    /** How to reach an OpenAI-compatible server. */
    custom: block(blocks.custom),
    ...shared,
  }),
]);

const inputs = z.strictObject({
  /** Name of the provider service in its schema, where model services have theirs too. A change replaces the service. */
  modelProviderServiceId: replaces("the API has no rename", leafName()),
  ...securableSettings,
  /** The provider, how to sign in to it, and which of its models may be called. */
  config: masked("config", config),
  /** Any value; a change of it sends the credential again, so that a rotated one is picked up without another change. */
  credentialsVersion: masked(
    "config.provider",
    notReadBack("it says when to send, and is not sent", z.union([z.string(), z.number()]).optional()),
  ),
});

const outputs = z.object({ ...securableOutputs });

/**
 * One governed connection to a provider of models, which model services share.
 *
 * @see https://docs.databricks.com/api/workspace/aigateway
 */
export const modelProviderService = defineResource({ type: "ModelProviderService", inputs, outputs });

/** What a user writes for a provider service, in the API's spelling. */
export type ModelProviderServiceArguments = z.input<typeof inputs>;

/** Checked inputs of a provider service: names and values as the API spells them. */
export type ModelProviderServiceInputs = z.output<typeof inputs>;

/** What the API answers on top of the inputs. */
export type ModelProviderServiceAnswers = z.output<typeof outputs>;

/** What state holds of the service: the inputs that are done, and what the API answered last. */
export type ModelProviderServiceState = Partial<ModelProviderServiceInputs> &
  Partial<ModelProviderServiceAnswers>;

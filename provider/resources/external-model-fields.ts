import * as z from "zod";
import { otherProviderNames } from "../catalog/provider-name";
import { tasks } from "../catalog/task";
import { alsoCalled, filledText } from "../schema/field-facts";
import {
  ai21labsConfig,
  amazonBedrockConfig,
  anthropicConfig,
  cohereConfig,
  customProviderConfig,
  databricksModelServingConfig,
  googleCloudVertexAiConfig,
  openaiConfig,
  palmConfig,
} from "./provider-configs";

const shared = {
  /** Name of the model as its provider knows it, e.g. `gpt-4o`; a fine-tuned model's own name where the provider offers that. */
  name: filledText(),
  /** Kind of interaction: `llm/v1/completions`, `llm/v1/chat` or `llm/v1/embeddings`. The same for all external models of an endpoint. */
  task: z.enum(tasks),
};

/**
 * A model hosted outside Databricks: its provider, name, task, and exactly the settings of that provider.
 *
 * @see https://docs.databricks.com/aws/en/generative-ai/external-models/
 */
export const externalModelFields = z.discriminatedUnion("provider", [
  z.strictObject({
    /** OpenAI, and Azure OpenAI with `openaiApiType` `azure` or `azuread`. */
    provider: alsoCalled(otherProviderNames.openai, z.literal("openai")),
    ...shared,
    /** Settings for OpenAI or Azure OpenAI. */
    openaiConfig,
  }),
  z.strictObject({
    /** Anthropic. */
    provider: alsoCalled(otherProviderNames.anthropic, z.literal("anthropic")),
    ...shared,
    /** Settings for Anthropic. */
    anthropicConfig,
  }),
  z.strictObject({
    /** Cohere. */
    provider: z.literal("cohere"),
    ...shared,
    /** Settings for Cohere. */
    cohereConfig,
  }),
  z.strictObject({
    /** Amazon Bedrock. */
    provider: alsoCalled(otherProviderNames["amazon-bedrock"], z.literal("amazon-bedrock")),
    ...shared,
    /** Settings for Amazon Bedrock. */
    amazonBedrockConfig,
  }),
  z.strictObject({
    /** Google Cloud Vertex AI. */
    provider: alsoCalled(otherProviderNames["google-cloud-vertex-ai"], z.literal("google-cloud-vertex-ai")),
    ...shared,
    /** Settings for Google Cloud Vertex AI. */
    googleCloudVertexAiConfig,
  }),
  z.strictObject({
    /** Another Databricks model-serving endpoint; `name` is the endpoint's name. */
    provider: alsoCalled(
      otherProviderNames["databricks-model-serving"],
      z.literal("databricks-model-serving"),
    ),
    ...shared,
    /** Settings for Databricks model serving. */
    databricksModelServingConfig,
  }),
  z.strictObject({
    /** AI21 Labs. */
    provider: alsoCalled(otherProviderNames.ai21labs, z.literal("ai21labs")),
    ...shared,
    /** Settings for AI21 Labs. */
    ai21labsConfig,
  }),
  z.strictObject({
    /** Google's PaLM API. */
    provider: z.literal("palm"),
    ...shared,
    /** Settings for PaLM. */
    palmConfig,
  }),
  z.strictObject({
    /** Any OpenAI-compatible server. */
    provider: alsoCalled(otherProviderNames.custom, z.literal("custom")),
    ...shared,
    /** Settings of the server. */
    customProviderConfig,
  }),
]);

/** What a user writes for an external model. */
export type ExternalModelFields = z.input<typeof externalModelFields>;

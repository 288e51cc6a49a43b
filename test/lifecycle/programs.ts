import type { Fields } from "../../provider/schema/plain-object";

/** A reference to a secret that `benchForTest` puts into the workspace. */
export const key = (name: string): string => `{{secrets/keys/${name}}}`;

/** A served entity with an OpenAI chat model. */
export const gpt = (name = "gpt", model = "gpt-5.4"): Fields => ({
  name,
  externalModel: {
    provider: "openai",
    name: model,
    task: "llm/v1/chat",
    openaiConfig: { openaiApiKey: key("openai") },
  },
});

/** A served entity with an Anthropic chat model. */
export const claude = (name = "claude", model = "claude-sonnet-4-6"): Fields => ({
  name,
  externalModel: {
    provider: "anthropic",
    name: model,
    task: "llm/v1/chat",
    anthropicConfig: { anthropicApiKey: key("anthropic") },
  },
});

/** A served entity with a model of Unity Catalog. */
export const fraud = (more: Fields = {}): Fields => ({
  entityName: "main.models.fraud",
  entityVersion: "3",
  scaleToZeroEnabled: false,
  ...more,
});

/** A config of these entities. */
export const serving = (...servedEntities: Fields[]): Fields => ({ config: { servedEntities } });

/** A config of these entities, each with its share of the traffic. */
export const split = (...shares: [Fields, number][]): Fields => ({
  config: {
    servedEntities: shares.map(([entity]) => entity),
    trafficConfig: {
      routes: shares.map(([entity, trafficPercentage]) => ({
        servedModelName: entity["name"],
        trafficPercentage,
      })),
    },
  },
});

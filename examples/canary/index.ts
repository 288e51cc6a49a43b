import * as pulumi from "@pulumi/pulumi";
import { ExternalModel, secretRef, ServingEndpoint, TrafficSplit } from "pulumi-databricks-serving";

// `pulumi config set canaryPercentage 25` and `pulumi up` are one step: one config update, nothing else.
const canaryPercentage = new pulumi.Config().getNumber("canaryPercentage") ?? 5;

const endpoint = new ServingEndpoint("answers", {
  name: "answers",
  allowAttachedModels: true,
  config: {
    servedEntities: [
      {
        name: "stable",
        externalModel: {
          provider: "openai",
          name: "gpt-5-mini",
          task: "llm/v1/chat",
          openaiConfig: { openaiApiKey: secretRef("llm-keys", "openai") },
        },
      },
    ],
  },
});

const canary = new ExternalModel("canary", {
  endpoint,
  servedModelName: "canary",
  provider: "openai",
  name: "gpt-5.4",
  task: "llm/v1/chat",
  openaiConfig: { openaiApiKey: secretRef("llm-keys", "openai") },
});

new TrafficSplit("split", {
  endpoint,
  routes: [
    { servedModelName: "stable", trafficPercentage: 100 - canaryPercentage },
    { servedModelName: canary.servedModelName, trafficPercentage: canaryPercentage },
  ],
});

export const invocationUrl = endpoint.invocationUrl;
export const canaryUrl = canary.invocationUrl;

import { everyProvider, modelApart, otherModelValues, own, SUMS_TO_100 } from "./endpoint-samples";
import type { Samples } from "./sample";

const theirEndpoint = async (byHand: Parameters<NonNullable<Samples["others"]>>[0], names: string[]) => {
  const routes = names.map((name, index) => ({
    served_model_name: name,
    traffic_percentage: index === 0 ? 100 : 0,
  }));
  const served_entities = names.map((name) => ({
    name,
    external_model: {
      provider: "openai",
      name: "gpt-5.4",
      task: "llm/v1/chat",
      openai_config: { openai_api_key: "{{secrets/keys/openai}}" },
    },
  }));
  await byHand("POST", "/api/2.0/serving-endpoints", {
    name: "theirs",
    config: { served_entities, traffic_config: { routes } },
  });
};

export const externalModelSamples: Samples = {
  programs: everyProvider.map(({ title, entity }, index) => ({
    title: `a model of ${title}`,
    inputs: {
      endpoint: "theirs",
      servedModelName: `extra-${index}`,
      ...entity.externalModel,
      ...(index === 0
        ? { name: "gpt-5.4", ...own, adopt: false, verify: false, credentialsVersion: 1 }
        : { preflight: false }),
    },
  })),
  others: (byHand) => theirEndpoint(byHand, ["gpt"]),
  otherValues: otherModelValues(""),
  apart: modelApart(""),
  also: { verify: { call: "POST invocations", because: "it asks the model" } },
  id: ({ endpoint, servedModelName }) => `${String(endpoint)}/${String(servedModelName)}`,
};

export const trafficSplitSamples: Samples = {
  programs: [
    {
      title: "shares of two models",
      inputs: {
        endpoint: "theirs",
        routes: [
          { servedModelName: "gpt", trafficPercentage: 60 },
          { servedModelName: "extra", trafficPercentage: 40 },
        ],
        ...own,
      },
    },
  ],
  others: (byHand) => theirEndpoint(byHand, ["gpt", "extra", "spare"]),
  otherValues: { "routes.*.servedModelName": "spare" },
  apart: { "routes.*.trafficPercentage": SUMS_TO_100 },
  id: ({ endpoint }) => `${String(endpoint)}/traffic`,
};

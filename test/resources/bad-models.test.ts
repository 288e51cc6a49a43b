import { describe, expect, test } from "vitest";
import type { Fields } from "../../provider/schema/plain-object";
import { claude, fraud, gpt, key, serving, split } from "../lifecycle/programs";
import { model, openai, problemsOf, routes } from "./checked-programs";

const REFERENCE = 'a secret reference "{{secrets/<scope>/<key>}}", which secretRef(scope, key) writes';
const PROVIDERS =
  '"openai", "anthropic", "cohere", "amazon-bedrock", "google-cloud-vertex-ai", "databricks-model-serving", "ai21labs", "palm", "custom"';
const TASKS = '"llm/v1/completions", "llm/v1/chat", "llm/v1/embeddings"';

const MODEL = "config.servedEntities[0].externalModel";

describe("each mistake in a config is told by path, found, allowed and likely fix", () => {
  test.each<[string, Fields, string[]]>([
    [
      "an unknown field",
      { tags: [{ key: "a", valu: "x" }] },
      ['tags[0].valu: found an unknown field; allowed: "key", "value"; did you mean "value"?'],
    ],
    [
      "a field in snake case",
      { config: { served_entities: [] } },
      [
        'config.served_entities: found an unknown field; allowed: "servedEntities", "trafficConfig", "autoCaptureConfig"; did you mean "servedEntities"?',
      ],
    ],
    [
      "a misspelt provider",
      model({ provider: "opnai" }),
      [`${MODEL}.provider: found "opnai"; allowed: ${PROVIDERS}; did you mean "openai"?`],
    ],
    [
      "a misspelt task",
      model({ task: "llm/v1/chatt" }),
      [`${MODEL}.task: found "llm/v1/chatt"; allowed: ${TASKS}; did you mean "llm/v1/chat"?`],
    ],
    [
      "missing credentials",
      openai({}),
      [
        `${MODEL}.openaiConfig.openaiApiKey: found no credential; allowed: openaiApiKey (or openaiApiKeyPlaintext); write secretRef(scope, key), which refers to a Databricks secret`,
      ],
    ],
    [
      "missing settings",
      openai(undefined),
      [`${MODEL}.openaiConfig: found nothing; allowed: the settings of provider openai`],
    ],
    [
      "both a reference and a key",
      openai({ openaiApiKey: key("openai"), openaiApiKeyPlaintext: "hunter2" }),
      [
        `${MODEL}.openaiConfig.openaiApiKeyPlaintext: found both openaiApiKey and openaiApiKeyPlaintext; allowed: one of the two; keep openaiApiKey, the reference, and leave openaiApiKeyPlaintext out`,
      ],
    ],
    [
      "a malformed reference",
      openai({ openaiApiKey: "{{secret/a/b}}" }),
      [
        `${MODEL}.openaiConfig.openaiApiKey: found a text that is no reference (not shown); allowed: ${REFERENCE}`,
      ],
    ],
    [
      "percentages that do not sum to 100",
      split([gpt(), 60], [claude(), 30]),
      ["config.trafficConfig.routes: found percentages that sum to 90; allowed: a sum of 100"],
    ],
    [
      "a percentage in quotes",
      {
        config: {
          servedEntities: [gpt()],
          trafficConfig: { routes: [{ servedModelName: "gpt", trafficPercentage: "100" }] },
        },
      },
      [
        'config.trafficConfig.routes[0].trafficPercentage: found "100"; allowed: a number; write 100 without quotes',
      ],
    ],
    [
      "a route to no entity",
      routes(
        { servedModelName: "gtp", trafficPercentage: 50 },
        { servedEntityName: "claude", trafficPercentage: 50 },
      ),
      [
        'config.trafficConfig.routes[0].servedModelName: found "gtp"; allowed: "gpt", "claude"; did you mean "gpt"?',
        'config.trafficConfig.routes: found no route to "gpt"; allowed: a route for each served model; add one, with trafficPercentage 0 if it is to get no traffic',
      ],
    ],
    [
      "two routes to one entity",
      routes(
        { servedModelName: "gpt", trafficPercentage: 50 },
        { servedEntityName: "gpt", trafficPercentage: 25 },
        { servedEntityName: "claude", trafficPercentage: 25 },
      ),
      [
        'config.trafficConfig.routes[1].servedEntityName: found a second route to "gpt"; allowed: one route for each served model',
      ],
    ],
    [
      "several models without a split",
      { config: { servedEntities: [gpt(), claude()] } },
      [
        "config.trafficConfig: found nothing; allowed: routes for the 2 served entities; an endpoint with several models needs its split of traffic, summing to 100",
      ],
    ],
    [
      "mixed tasks",
      split(
        [gpt(), 50],
        [
          {
            ...claude(),
            externalModel: { ...(claude()["externalModel"] as Fields), task: "llm/v1/embeddings" },
          },
          50,
        ],
      ),
      [
        'config.servedEntities[1].externalModel.task: found "llm/v1/embeddings"; allowed: "llm/v1/chat", the task of the endpoint\'s other external models; serve another task from another endpoint',
      ],
    ],
    [
      "duplicate names",
      {
        config: {
          servedEntities: [gpt(), gpt()],
          trafficConfig: { routes: [{ servedModelName: "gpt", trafficPercentage: 100 }] },
        },
      },
      [
        'config.servedEntities[1].name: found "gpt" a second time; allowed: a name that no other entity of the endpoint has; set name, which otherwise derives from the model\'s name',
      ],
    ],
    [
      "a config of another provider",
      model({ anthropicConfig: { anthropicApiKey: key("anthropic") } }),
      [
        `${MODEL}.anthropicConfig: found settings of provider "anthropic"; allowed: openaiConfig; write openaiConfig, or provider: "anthropic"`,
      ],
    ],
    [
      "an incomplete way to sign in",
      model({
        provider: "amazon-bedrock",
        openaiConfig: undefined,
        amazonBedrockConfig: {
          awsRegion: "eu-west-1",
          bedrockProvider: "amazon",
          awsAccessKeyId: key("aws-id"),
        },
      }),
      [
        `${MODEL}.amazonBedrockConfig.awsSecretAccessKey: found an incomplete credential; allowed: awsAccessKeyId (or awsAccessKeyIdPlaintext) and awsSecretAccessKey (or awsSecretAccessKeyPlaintext), or instanceProfileArn, or ucServiceCredentialName; write secretRef(scope, key), which refers to a Databricks secret`,
      ],
    ],
    [
      "what Azure OpenAI needs and does not have",
      openai({
        openaiApiType: "azure",
        openaiApiKey: key("openai"),
        openaiApiBase: "https://x.openai.azure.com",
      }),
      ["openaiApiVersion", "openaiDeploymentName"].map(
        (field) =>
          `${MODEL}.openaiConfig.${field}: found nothing; allowed: a value, required with openaiApiType "azure"`,
      ),
    ],
    [
      "compute beside an external model",
      serving({ ...gpt(), minProvisionedThroughput: 0 }),
      [
        "config.servedEntities[0].minProvisionedThroughput: found minProvisionedThroughput beside externalModel; allowed: only name beside externalModel; leave minProvisionedThroughput out: an external model has no compute here",
      ],
    ],
    [
      "a custom model that does not say whether it scales to zero",
      serving({ entityName: "main.m.x", entityVersion: "1" }),
      [
        "config.servedEntities[0].scaleToZeroEnabled: found nothing; allowed: true or false; the API has no default for a model without provisioned throughput",
      ],
    ],
    [
      "external models beside others",
      split([gpt(), 50], [fraud({ name: "fraud" }), 50]),
      [
        "config.servedEntities: found external models beside others; allowed: either external models only or none; serve the others from an endpoint of their own",
      ],
    ],
    [
      "a derived name that the API refuses",
      serving({ externalModel: { ...(gpt()["externalModel"] as Fields), name: "ft:gpt-4o:team/x" } }),
      [
        'config.servedEntities[0].name: found nothing, and "ft-gpt-4o-team/x" from the model\'s name; allowed: 1 to 63 letters, digits, dashes and underscores; give the entity a name of its own',
      ],
    ],
  ])("%s", (_, news, expected) => {
    expect(problemsOf(news)).toEqual(expected);
  });
});

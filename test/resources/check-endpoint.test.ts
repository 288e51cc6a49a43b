import { describe, expect, test } from "vitest";
import { checkEndpoint } from "../../provider/resources/check-endpoint";
import { formatProblem } from "../../provider/resources/kit/problem";
import type { Fields } from "../../provider/resources/kit/plain-object";
import { UNKNOWN } from "../../provider/resources/kit/unknown";
import { claude, fraud, gpt, key, serving, split } from "../lifecycle/programs";

const check = (news: Fields) => checkEndpoint(news, { name: "default-name", owner: "p/s/r" });
const problemsOf = (news: Fields): string[] => check(news).problems.map(formatProblem);

const MODEL = "config.servedEntities[0].externalModel";
const model = (fields: Fields) =>
  serving({
    name: "gpt",
    externalModel: {
      provider: "openai",
      name: "gpt-5.4",
      task: "llm/v1/chat",
      openaiConfig: { openaiApiKey: key("openai") },
      ...fields,
    },
  });
const openai = (openaiConfig: Fields | undefined) => model({ openaiConfig });
const routes = (...list: Fields[]) => ({
  config: { servedEntities: [gpt(), claude()], trafficConfig: { routes: list } },
});

const REFERENCE = 'a secret reference "{{secrets/<scope>/<key>}}", which secretRef(scope, key) writes';
const PROVIDERS =
  '"openai", "anthropic", "cohere", "amazon-bedrock", "google-cloud-vertex-ai", "databricks-model-serving", "ai21labs", "palm", "custom"';
const TASKS = '"llm/v1/completions", "llm/v1/chat", "llm/v1/embeddings"';

describe("each kind of bad input is told by path, found, allowed and likely fix", () => {
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
      [`${MODEL}.openaiConfig.openaiApiKey: found "{{secret/a/b}}"; allowed: ${REFERENCE}`],
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
    [
      "a reserved name",
      { name: "databricks-x" },
      [
        'name: found "databricks-x"; allowed: a name that does not start with databricks-, which is reserved; "x" would do',
      ],
    ],
    [
      "a description that is too long",
      { description: "x".repeat(1001) },
      ["description: found a text of 1001 characters; allowed: at most 1000 characters"],
    ],
    [
      "a duration that is none",
      { timeouts: { create: "20 min" } },
      ['timeouts.create: found "20 min"; allowed: a duration such as "90s", "20m" or "1h30m"'],
    ],
    [
      "a limit without amount and principal",
      { aiGateway: { rateLimits: [{ key: "user_group", renewalPeriod: "minute" }] } },
      [
        "aiGateway.rateLimits[0]: found neither calls nor tokens; allowed: one of the two, or both",
        "aiGateway.rateLimits[0].principal: found nothing; allowed: the name that the user_group limit is for",
      ],
    ],
    [
      "an inference table without a place",
      { aiGateway: { inferenceTableConfig: { enabled: true, catalogName: "main" } } },
      ["aiGateway.inferenceTableConfig.schemaName: found nothing; allowed: a name, where enabled is true"],
    ],
    [
      "a grant to two principals",
      { accessControlList: [{ userName: "a", groupName: "b", permissionLevel: "CAN_VIEW" }] },
      [
        "accessControlList[0]: found userName and groupName; allowed: exactly one of userName, groupName, servicePrincipalName",
      ],
    ],
    [
      "telemetry of external models",
      { ...serving(gpt()), telemetryConfig: {} },
      [
        "telemetryConfig: found telemetry of an endpoint with external models; allowed: telemetry of endpoints with custom models only; use aiGateway.usageTrackingConfig and aiGateway.inferenceTableConfig",
      ],
    ],
    [
      "telemetry of an endpoint that serves nothing",
      { telemetryConfig: {} },
      [
        "telemetryConfig: found telemetry of an endpoint without a config; allowed: telemetry of endpoints with custom models only",
      ],
    ],
    [
      "a variable that is no text",
      serving(fraud({ environmentVars: { PORT: 8080 } })),
      [
        "config.servedEntities[0].environmentVars.PORT: found a number that is not shown; allowed: a text; write it in quotes",
      ],
    ],
    [
      "true in quotes",
      { adopt: "true" },
      ['adopt: found "true"; allowed: true or false; write true without quotes'],
    ],
    [
      "one field under both its names",
      { emailNotifications: { onUpdateSuccess: ["a@x.com"], onUpdateSuccesses: ["b@x.com"] } },
      [
        "emailNotifications.onUpdateSuccesses: found both onUpdateSuccess and onUpdateSuccesses, with different values; allowed: one of the two: they mean the same; keep onUpdateSuccess",
      ],
    ],
    [
      "too many entities",
      split(
        ...Array.from({ length: 16 }, (_, index): [Fields, number] => [
          gpt(`g${index}`),
          index === 0 ? 100 : 0,
        ]),
      ),
      ["config.servedEntities: found 16 entities; allowed: at most 15"],
    ],
  ])("%s", (_, news, expected) => {
    expect(problemsOf(news)).toEqual(expected);
  });

  test("all of them at once, each place once, and the inputs as they were", () => {
    const news = {
      name: "a b",
      ...split([gpt(), 60], [claude("gpt"), 30]),
      tags: [{ key: "a" }, { key: "a" }],
      timeouts: { update: "soon" },
    };
    const { inputs, problems } = check(news);
    const paths = problems.map(({ path }) => path.join("."));
    expect([...paths].sort()).toEqual(
      [
        "config.servedEntities.1.name",
        "config.trafficConfig.routes",
        "config.trafficConfig.routes.1.servedModelName",
        "name",
        "tags.1.key",
        "timeouts.update",
      ].filter((path) => paths.includes(path)),
    );
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.length).toBeGreaterThanOrEqual(5);
    expect(inputs).toEqual(news);
  });
});

describe("a credential is in no message", () => {
  const secrets = ["hunter2-and-more", "sk-proj-abcdefghijklmnop1234", "dapi0123456789abcdef0123"];
  test.each<[string, (secret: string) => Fields]>([
    ["where a reference belongs", (secret) => openai({ openaiApiKey: secret })],
    ["in a list", (secret) => openai({ openaiApiKeyPlaintext: [secret] })],
    ["beside its reference", (secret) => openai({ openaiApiKey: key("a"), openaiApiKeyPlaintext: secret })],
    ["in a variable of the wrong shape", (secret) => serving(fraud({ environmentVars: secret }))],
    [
      "in the settings of another provider",
      (secret) => model({ cohereConfig: { cohereApiKeyPlaintext: secret } }),
    ],
    [
      "with a provider that is misspelt",
      (secret) => model({ provider: "opnai", openaiConfig: { openaiApiKey: secret } }),
    ],
    ["in a reference of the wrong form", (secret) => openai({ openaiApiKey: `{{secrets/${secret}` })],
  ])("%s", (_, news) => {
    for (const secret of secrets) {
      const problems = problemsOf(news(secret));
      expect(problems).not.toEqual([]);
      expect(problems.join("\n")).not.toContain(secret);
    }
  });

  test("even where it stands in a field that takes none, if it looks like one", () => {
    for (const secret of secrets.slice(1)) {
      const text = problemsOf({ name: `${secret} `, timeouts: { create: secret } }).join("\n");
      expect(text).toContain("(not shown)");
      expect(text).not.toContain(secret);
    }
  });
});

describe("what is not known yet is passed over, and what is known beside it is still checked", () => {
  test.each<[string, Fields]>([
    ["the name", { name: UNKNOWN }],
    ["the config", { config: UNKNOWN }],
    ["the list of entities", { config: { servedEntities: UNKNOWN } }],
    ["an entity", { config: { servedEntities: [UNKNOWN, gpt()] } }],
    ["an external model", serving({ name: "a", externalModel: UNKNOWN })],
    ["a provider", model({ provider: UNKNOWN })],
    ["a model's name", model({ name: UNKNOWN })],
    ["settings", model({ openaiConfig: UNKNOWN })],
    ["a credential", openai({ openaiApiKey: UNKNOWN })],
    ["a plaintext credential", openai({ openaiApiKeyPlaintext: UNKNOWN })],
    ["a route", routes(UNKNOWN as never)],
    [
      "a share",
      routes(
        { servedModelName: "gpt", trafficPercentage: UNKNOWN },
        { servedModelName: "claude", trafficPercentage: 70 },
      ),
    ],
    ["tags", { tags: UNKNOWN }],
    ["a tag", { tags: [UNKNOWN, { key: UNKNOWN, value: UNKNOWN }] }],
    ["a gateway", { aiGateway: UNKNOWN }],
    ["a limit", { aiGateway: { rateLimits: [UNKNOWN] } }],
    ["a grant", { accessControlList: [UNKNOWN, { userName: UNKNOWN, permissionLevel: UNKNOWN }] }],
    ["a variable", serving(fraud({ environmentVars: { KEY: UNKNOWN } }))],
    ["telemetry's config", { config: UNKNOWN, telemetryConfig: {} }],
  ])("%s", (_, news) => {
    expect(problemsOf(news)).toEqual([]);
    expect(problemsOf({ ...news, verify: "yes" })).toEqual(['verify: found "yes"; allowed: true or false']);
  });
});

describe("checked inputs", () => {
  const inputsOf = (news: Fields) => {
    const { inputs, problems } = check(news);
    expect(problems).toEqual([]);
    return inputs;
  };

  test("have a name, names of entities, and all traffic on the only entity", () => {
    expect(
      inputsOf(serving({ externalModel: { ...(gpt()["externalModel"] as Fields), name: "ft:gpt-4.1" } })),
    ).toMatchObject({
      name: "default-name",
      config: {
        servedEntities: [{ name: "ft-gpt-4-1" }],
        trafficConfig: { routes: [{ servedModelName: "ft-gpt-4-1", trafficPercentage: 100 }] },
      },
    });
  });

  test("hold plaintext credentials apart, by path, and nowhere else", () => {
    const inputs = inputsOf(openai({ openaiApiKeyPlaintext: "hunter2" }));
    expect(inputs["secretValues"]).toEqual({
      "config.servedEntities[gpt].externalModel.openaiConfig.openaiApiKeyPlaintext": "hunter2",
    });
    expect(JSON.stringify(inputs["config"])).not.toContain("hunter2");
  });

  test("are the same when they are checked again", () => {
    const once = inputsOf({
      ...openai({ openaiApiKeyPlaintext: "hunter2" }),
      ownershipTag: true,
      tags: [{ key: "a" }],
    });
    expect(inputsOf(once)).toEqual(once);
  });

  test("are without what is unset, and keep what is false, zero or empty", () => {
    expect(
      inputsOf({
        description: undefined,
        tags: [],
        routeOptimized: false,
        aiGateway: { rateLimits: [{ calls: 0, tokens: null, renewalPeriod: "minute" }] },
      }),
    ).toEqual({
      name: "default-name",
      tags: [],
      routeOptimized: false,
      aiGateway: { rateLimits: [{ calls: 0, renewalPeriod: "minute" }] },
    });
  });

  test("have the newer names of fields, and Bedrock's provider in lower case", () => {
    const bedrock = model({
      provider: "amazon-bedrock",
      openaiConfig: undefined,
      amazonBedrockConfig: {
        awsRegion: "eu-west-1",
        bedrockProvider: "AI21Labs",
        ucServiceCredentialName: "c",
      },
    });
    expect(JSON.stringify(inputsOf(bedrock))).toContain('"bedrockProvider":"ai21labs"');
    expect(
      inputsOf({
        config: { servedModels: [{ modelName: "m", modelVersion: "2", scaleToZeroEnabled: true }] },
        emailNotifications: { onUpdateFailures: ["a@example.com"] },
      }),
    ).toMatchObject({
      config: { servedEntities: [{ name: "m-2", entityName: "m", entityVersion: "2" }] },
      emailNotifications: { onUpdateFailure: ["a@example.com"] },
    });
  });

  test("carry the ownership tag where it is asked for", () => {
    expect(inputsOf({ ownershipTag: true, tags: [{ key: "a" }] })["tags"]).toEqual([
      { key: "a" },
      { key: "pulumi-owner", value: "p/s/r" },
    ]);
  });
});

import { describe, expect, test } from "vitest";
import type { Fields } from "../../provider/schema/plain-object";
import { takeOutSecrets } from "../../provider/resources/secret-values";
import { servingEndpoint } from "../../provider/resources/serving-endpoint";
import { isUnknown, UNKNOWN } from "../../provider/schema/unknown";
import { fraud, gpt, key, serving } from "../lifecycle/programs";
import { check, model, openai, problemsOf, routes } from "./checked-programs";

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
    ["a route", routes(UNKNOWN)],
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

  test("hold plaintext credentials where they belong, for the transport to take out", () => {
    const inputs = inputsOf(openai({ openaiApiKeyPlaintext: "hunter2" }));
    expect(takeOutSecrets(servingEndpoint.inputs, inputs, isUnknown).secretValues).toEqual({
      "config.servedEntities[gpt].externalModel.openaiConfig.openaiApiKeyPlaintext": "hunter2",
    });
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

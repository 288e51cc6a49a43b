import { describe, expect, it } from "vitest";
import { modelRows, tasks } from "../../../provider/catalog";
import { requireSupportedModel as rule } from "../../../policies/rules/require-supported-model";
import {
  endpoint,
  endpointTypes,
  EXTERNAL_MODEL,
  MODEL_SERVING,
  SERVING_ENDPOINT,
  UNKNOWN,
} from "../baseline";
import { findings, remedied, withValue } from "../judge";

type Model = { provider: unknown; name: unknown; task: unknown; [key: string]: unknown };
const judge = (model: Model, options: Parameters<typeof findings>[2] = {}) =>
  findings(rule, withValue(endpoint(), "config.servedEntities.0.externalModel", model), options);
const settings = (openaiApiType?: string, bedrockProvider?: string) => ({
  ...(openaiApiType === undefined ? {} : { openaiConfig: { openaiApiType } }),
  ...(bedrockProvider === undefined
    ? {}
    : { amazonBedrockConfig: { bedrockProvider, awsRegion: "eu-west-1" } }),
});

describe("require-supported-model on every provider, task and model of the documentation", () => {
  const cases = modelRows.flatMap((row) =>
    tasks.flatMap((task) =>
      row.models[task].map((name) => {
        const type = "openaiApiTypes" in row ? row.openaiApiTypes[0] : undefined;
        const sub = "bedrockProvider" in row ? row.bedrockProvider : undefined;
        return [row.row, task, name, { provider: row.provider, name, task, ...settings(type, sub) }] as const;
      }),
    ),
  );

  it("has all of them", () => {
    expect(cases.length).toBeGreaterThanOrEqual(85);
  });

  it.each(cases)("accepts %s %s %s on each kind of resource", (_row, _task, _name, model) => {
    expect(judge(model, { type: SERVING_ENDPOINT })).toEqual([]);
    expect(judge(model, { type: MODEL_SERVING })).toEqual([]);
    expect(findings(rule, { endpoint: "chat", ...model }, { type: EXTERNAL_MODEL })).toEqual([]);
  });

  // The same names at the providers that share none of them.
  const strangers = {
    openai: "anthropic",
    anthropic: "openai",
    cohere: "google-cloud-vertex-ai",
    "google-cloud-vertex-ai": "cohere",
  } as const;
  const misplaced = cases.filter(([, , , { provider }]) => provider in strangers);

  it.each(misplaced)(
    "rejects %s %s %s at another provider, and says who serves it",
    (_row, task, name, model) => {
      const provider = strangers[model.provider as keyof typeof strangers];
      const found = judge({
        provider,
        name,
        task,
        ...settings(provider === "openai" ? "openai" : undefined),
      });
      expect(found).toHaveLength(1);
      expect(found[0]).toContain(
        `config.servedEntities[0].externalModel.name: found "${name}" for "${provider}" and "${task}"`,
      );
      expect(found[0]).toContain(`provider: "${model.provider}"`);
    },
  );
});

describe("require-supported-model", () => {
  it.each(endpointTypes)("suggests the name that was meant on %s", (type) => {
    const [found] = judge(
      { provider: "openai", name: "gpt-4o-mni", task: "llm/v1/chat", openaiConfig: {} },
      { type },
    );
    expect(found).toContain(
      'write { provider: "openai", name: "gpt-4o-mini", task: "llm/v1/chat", openaiConfig: { openaiApiType: "openai" } }',
    );
    expect(found).toContain('or allow it with allow: ["openai/gpt-4o-mni"]');
  });

  it("suggests the task that a model is served for", () => {
    const [found] = judge({
      provider: "openai",
      name: "text-embedding-3-small",
      task: "llm/v1/chat",
      openaiConfig: {},
    });
    expect(found).toContain('task: "llm/v1/embeddings"');
  });

  it("names the providers that serve a task where the own one serves none", () => {
    const [found] = judge({ provider: "anthropic", name: "my-embedder", task: "llm/v1/embeddings" });
    expect(found).toContain("Anthropic serves no model for llm/v1/embeddings; openai, cohere");
  });

  it("judges by the sub-provider on Amazon Bedrock", () => {
    const claude = { provider: "amazon-bedrock", name: "claude-v2", task: "llm/v1/chat" };
    expect(judge({ ...claude, ...settings(undefined, "Anthropic") })).toEqual([]);
    expect(judge({ ...claude, ...settings(undefined, "cohere") })[0]).toContain(
      'bedrockProvider: "anthropic"',
    );
    expect(judge({ ...claude, amazonBedrockConfig: { bedrockProvider: UNKNOWN } })).toEqual([]);
  });

  it("takes either API type while the type is not known yet", () => {
    const azure = { provider: "openai", name: "gpt-35-turbo", task: "llm/v1/chat" };
    expect(judge({ ...azure, openaiConfig: { openaiApiType: UNKNOWN } })).toEqual([]);
    expect(judge({ ...azure, openaiConfig: UNKNOWN })).toEqual([]);
    expect(judge({ ...azure, openaiConfig: {} })).toHaveLength(1);
  });

  it("waits where provider, name or task are not known yet", () => {
    const model = { provider: "anthropic", name: "gpt-4o", task: "llm/v1/chat" };
    for (const field of Object.keys(model)) expect(judge({ ...model, [field]: UNKNOWN })).toEqual([]);
    expect(judge(model)).toHaveLength(1);
  });

  it("takes unlisted names where the configuration says so, but never contradicted ones", () => {
    const unlisted = { provider: "openai", name: "foo-1", task: "llm/v1/chat", openaiConfig: {} };
    expect(judge(unlisted)).toHaveLength(1);
    expect(judge(unlisted, { config: { unlisted: "allow" } })).toEqual([]);
    expect(judge({ ...unlisted, name: "claude-2" }, { config: { unlisted: "allow" } })).toHaveLength(1);
  });

  it("goes by the lists of the configuration, deny before allow", () => {
    const model = { provider: "openai", name: "foo-1", task: "llm/v1/chat", openaiConfig: {} };
    expect(judge(model, { config: { allow: ["openai/foo-*"] } })).toEqual([]);
    expect(judge(model, { engineConfig: { allow: ["openai/foo-*"] } })).toEqual([]);
    const [found] = judge(
      { ...model, name: "gpt-4o" },
      { config: { allow: ["openai/*"], deny: ["openai/gpt-4*"] } },
    );
    expect(found).toContain("on the list of denied models");
  });

  it("reports every model, and none that the endpoint does not have", () => {
    const wrong = { provider: "anthropic", name: "gpt-4o", task: "llm/v1/chat" };
    const props = {
      config: {
        servedEntities: [
          { externalModel: wrong },
          { entityName: "main.ml.churn" },
          UNKNOWN,
          { externalModel: wrong },
        ],
      },
    };
    expect(findings(rule, props).map((text) => text.split(":")[0])).toEqual([
      "config.servedEntities[0].externalModel.name",
      "config.servedEntities[3].externalModel.name",
    ]);
  });
});

describe("the remediation of require-supported-model", () => {
  const respell = (provider: string, bedrockProvider?: string) => {
    const model = { provider, name: "x", task: "llm/v1/chat", ...settings(undefined, bedrockProvider) };
    const props = remedied(
      rule,
      { config: { servedEntities: [{ externalModel: model }] } },
      { enforcementLevel: "remediate" },
    );
    return (props as { config: { servedEntities: { externalModel: Model }[] } } | undefined)?.config
      .servedEntities[0]?.externalModel;
  };

  it("respells a provider that can only mean one", () => {
    expect(respell("OpenAI")?.provider).toBe("openai");
    expect(respell("amazon_bedrock")?.provider).toBe("amazon-bedrock");
    expect(respell("Bedrock")?.provider).toBe("amazon-bedrock");
    expect(respell("vertex-ai")?.provider).toBe("google-cloud-vertex-ai");
  });

  it("respells a sub-provider, and leaves its letter case alone", () => {
    expect(respell("amazon-bedrock", "AI21 Labs")).toMatchObject({
      amazonBedrockConfig: { bedrockProvider: "ai21labs" },
    });
    expect(respell("amazon-bedrock", "Anthropic")).toBeUndefined();
  });

  it("guesses nothing", () => {
    expect(respell("opneai")).toBeUndefined();
    expect(respell("azure")).toBeUndefined();
    expect(respell("openai")).toBeUndefined();
  });
});

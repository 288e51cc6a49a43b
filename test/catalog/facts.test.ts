import { credentialFields } from "../../provider/resources/credential-fields";
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  areaOfRegion,
  areas,
  hasBedrock,
  modelFamilies,
  modelRows,
  nearestNames,
  newerModels,
  parseBedrockModelId,
  providerConfigs,
  providerNames,
  regionsOf,
  type ChatModelOf,
  type EmbeddingModelOf,
  type KnownModel,
} from "../../provider/catalog";

describe("parseBedrockModelId", () => {
  it("takes vendor, area, region and name apart", () => {
    expect(parseBedrockModelId("claude-v2:1")).toEqual({ base: "claude-v2:1" });
    expect(parseBedrockModelId("ai21.j2-mid-v1")).toEqual({
      base: "j2-mid-v1",
      vendor: "ai21",
      bedrockProvider: "ai21labs",
    });
    expect(parseBedrockModelId("eu.amazon.nova-lite-v1:0")).toEqual({
      base: "nova-lite-v1:0",
      vendor: "amazon",
      bedrockProvider: "amazon",
      area: "eu",
    });
    const profile =
      "arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/us-gov.anthropic.claude-v2";
    expect(parseBedrockModelId(profile)).toMatchObject({
      base: "claude-v2",
      area: "us-gov",
      region: "us-gov-west-1",
    });
  });

  it("leaves a vendor without a sub-provider in Databricks as it is", () => {
    expect(parseBedrockModelId("meta.llama3-8b-instruct-v1:0")).toEqual({
      base: "llama3-8b-instruct-v1:0",
      vendor: "meta",
    });
  });

  it("says which kind of thing an ARN names that hides its model", () => {
    const arn = "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcdef";
    expect(parseBedrockModelId(arn)).toEqual({ base: arn, opaque: "provisioned-model", region: "us-east-1" });
  });
});

describe("nearestNames", () => {
  it("finds slips and swapped letters, nearest first", () => {
    expect(nearestNames("gtp-4", ["gpt-4", "gpt-4o", "claude-2"])).toEqual(["gpt-4", "gpt-4o"]);
    expect(nearestNames("AZURE", ["azure", "openai"])).toEqual(["azure"]);
    expect(nearestNames("nothing-like-it", ["gpt-4"])).toEqual([]);
  });
});

describe("areaOfRegion", () => {
  it("places regions of three clouds, and leaves unknown ones unknown", () => {
    expect(areaOfRegion("aws", "eu-central-2")).toBe("ch");
    expect(areaOfRegion("azure", "westeurope")).toBe("eu");
    expect(areaOfRegion("vertex", "global")).toBe("global");
    expect(areaOfRegion("aws", "eu-central-9")).toBeUndefined();
    expect(areaOfRegion("aws", "toString")).toBeUndefined();
  });

  it("knows an area for every region", () => {
    for (const cloud of ["aws", "azure", "vertex"] as const) {
      for (const region of regionsOf(cloud)) expect(areas).toContain(areaOfRegion(cloud, region));
    }
  });

  it("tells where Amazon Bedrock has an endpoint", () => {
    expect(hasBedrock("us-east-1")).toBe(true);
    expect(hasBedrock("ap-east-1")).toBe(false);
    expect(hasBedrock("mars-1")).toBeUndefined();
  });
});

describe("the provider configs", () => {
  it("has one for every provider, with the twelve plaintext fields of the API", () => {
    expect(Object.keys(providerConfigs).sort()).toEqual([...providerNames].sort());
    const plaintext = providerNames.flatMap((name) => credentialFields[name].map((field) => field.plaintext));
    expect(plaintext).toHaveLength(12);
  });

  it("asks for at least one way to authenticate everywhere, in fields that exist", () => {
    for (const name of providerNames) {
      const references = credentialFields[name].map((field) => field.reference);
      for (const { credentials } of providerConfigs[name].requirements) {
        expect(credentials.length).toBeGreaterThan(0);
        expect(references.some((field) => credentials.flat().includes(field))).toBe(true);
      }
    }
  });
});

describe("the model data", () => {
  it("gives a source for every newer model and every family", () => {
    for (const { source } of [...newerModels, ...modelFamilies]) expect(source).toMatch(/^https:\/\//);
  });

  it("lets no family claim a name that its own row lists for another task only", () => {
    const wrong: string[] = [];
    for (const family of modelFamilies) {
      const row = modelRows.find((one) => one.row === family.row);
      const own: readonly string[] = row?.models[family.task] ?? [];
      for (const model of new Set(Object.values(row?.models ?? {}).flat() as string[])) {
        const claimed = family.pattern.test(model) && !family.except?.test(model);
        // On Bedrock, Claude 2 and Instant take both tasks; exact rows are asked before any family.
        const bedrockClaude = family.row === "Amazon Bedrock: Anthropic";
        if (claimed && !own.includes(model) && !bedrockClaude)
          wrong.push(`${family.row} ${family.task} ${model}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("offers editors the names of a provider and task as literals, and no others", () => {
    expectTypeOf<"gpt-4o">().toExtend<ChatModelOf<"openai">>();
    expectTypeOf<"gpt-35-turbo">().toExtend<ChatModelOf<"openai">>();
    expectTypeOf<"claude-opus-5">().toExtend<ChatModelOf<"anthropic">>();
    expectTypeOf<EmbeddingModelOf<"anthropic">>().toBeNever();
    expectTypeOf<KnownModel<"custom">>().toBeNever();
    expectTypeOf<"gpt-4o">().not.toExtend<KnownModel<"openai", "llm/v1/embeddings">>();
    expectTypeOf<"titan-embed-text-v1">().toExtend<EmbeddingModelOf<"amazon-bedrock">>();
  });
});

import { describe, expect, it } from "vitest";
import { limitRegions as rule } from "../../../policies/rules/limit-regions";
import { endpointTypes, EXTERNAL_MODEL, UNKNOWN } from "../baseline";
import { findings } from "../judge";

const eu = { allowedAreas: ["eu"] };
const judge = (model: Record<string, unknown>, config: Record<string, unknown> = eu) =>
  findings(rule, { ...model, endpoint: "chat", task: "llm/v1/chat" }, { type: EXTERNAL_MODEL, config });
const bedrock = (awsRegion: unknown, name: unknown = "claude-v2") => ({
  provider: "amazon-bedrock",
  name,
  amazonBedrockConfig: { awsRegion, bedrockProvider: "anthropic" },
});
const vertex = (region: unknown) => ({
  provider: "google-cloud-vertex-ai",
  googleCloudVertexAiConfig: { region, projectId: "p" },
});
const openai = (openaiApiBase?: unknown) => ({
  provider: "openai",
  openaiConfig: openaiApiBase === undefined ? {} : { openaiApiBase },
});

describe("limit-regions", () => {
  it.each(endpointTypes)("reports a region outside the approved areas on %s", (type) => {
    const props = {
      config: {
        servedEntities: [{ externalModel: { task: "llm/v1/chat", ...bedrock("us-east-1") } }],
      },
    };
    expect(findings(rule, props, { type, config: eu })).toEqual([
      'config.servedEntities[0].externalModel.amazonBedrockConfig.awsRegion: found the region "us-east-1", which is in: United States; use Europe',
    ]);
  });

  it("accepts regions of approved areas, of any cloud", () => {
    for (const model of [
      bedrock("eu-central-1"),
      vertex("europe-west4"),
      openai("https://westeurope.api.cognitive.microsoft.com"),
    ]) {
      expect(judge(model)).toEqual([]);
    }
    expect(judge(bedrock("eu-central-2"))).toHaveLength(1);
    expect(judge(bedrock("eu-central-2"), { allowedAreas: ["eu", "ch"] })).toEqual([]);
    expect(judge(bedrock("us-east-1"), { allowedRegions: ["us-east-*"] })).toEqual([]);
  });

  it("follows an inference profile out of its region", () => {
    expect(judge(bedrock("eu-central-1", "eu.anthropic.claude-v2"))).toEqual([]);
    expect(judge(bedrock("eu-central-1", "us.anthropic.claude-v2"))[0]).toContain(
      'name: found an inference profile that routes requests over the regions of "us"',
    );
    expect(judge(bedrock("eu-central-1", "global.anthropic.claude-v2"))[0]).toContain(
      "anywhere in the world",
    );
    expect(judge(vertex("global"))[0]).toContain("anywhere in the world");
  });

  it("says so where a region or a host does not tell where it is", () => {
    expect(judge(bedrock("eu-north-7"))[0]).toContain("of which it is not known where it processes data");
    expect(judge(openai("https://acme.openai.azure.com"))[0]).toContain(
      'openaiApiBase: found the host "acme.openai.azure.com"',
    );
    expect(judge(openai())[0]).toContain('provider: found the host "api.openai.com"');
    expect(judge({ provider: "anthropic", anthropicConfig: {} })[0]).toContain("api.anthropic.com");
    expect(judge(openai(), { ...eu, unknown: "ignore" })).toEqual([]);
  });

  it("takes the configuration's word for hosts", () => {
    const hosts = { "acme-*.openai.azure.com": "eu" };
    expect(judge(openai("https://acme-weu.openai.azure.com"), { ...eu, hosts })).toEqual([]);
    expect(judge(openai("https://other.openai.azure.com"), { ...eu, hosts })).toHaveLength(1);
    expect(
      judge(openai("https://acme-eus.openai.azure.com"), { ...eu, hosts: { "acme-eus.*": "us" } })[0],
    ).toContain("United States");
  });

  it("waits for regions and hosts that are not known yet, and demands nothing where nothing is configured", () => {
    for (const model of [bedrock(UNKNOWN, UNKNOWN), vertex(UNKNOWN), openai(UNKNOWN)])
      expect(judge(model)).toEqual([]);
    expect(judge(bedrock("us-east-1"), {})).toEqual([]);
  });
});

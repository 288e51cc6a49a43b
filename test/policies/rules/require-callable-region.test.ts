import { describe, expect, it } from "vitest";
import { requireCallableRegion as rule } from "../../../policies/rules/require-callable-region";
import { BRIDGED_PROVIDER_SERVICE, endpoint, endpointTypes, UNKNOWN } from "../baseline";
import { findings, withValue } from "../judge";

const model = "config.servedEntities.1.externalModel";
const judge = (name: unknown, awsRegion: unknown, type?: string) =>
  findings(
    rule,
    withValue(
      withValue(endpoint(), `${model}.name`, name),
      `${model}.amazonBedrockConfig.awsRegion`,
      awsRegion,
    ),
    type === undefined ? {} : { type },
  );

describe("require-callable-region", () => {
  it.each([
    ["us-est-1", '"us-east-1"'],
    ["eu-cetral-1", '"eu-central-1"'],
    ["EU-Central-1", '"eu-central-1"'],
    ["ue-central-1", '"eu-central-1"'],
    ["frankfurt", '"eu-central-1"'],
    ["us-east-1a", '"us-east-1"'],
    ["somewhere", "a region of the cloud"],
  ])("rejects %s, and proposes %s", (region, near) => {
    for (const type of endpointTypes) {
      const [found, ...rest] = judge("anthropic.claude-sonnet-4-5-20250929-v1:0", region, type);
      expect(rest).toEqual([]);
      expect(found).toContain(
        `config.servedEntities[1].externalModel.amazonBedrockConfig.awsRegion: found "${region}", which is no region of AWS; write `,
      );
      expect(found).toContain(near);
    }
  });

  it.each(["eu-central-1", "us-gov-west-1", "ap-southeast-9", "nz-north-1", "eusc-de-east-1"])(
    "takes %s, which is one or may become one",
    (region) => expect(judge("anthropic.claude-sonnet-4-6", region)).toEqual([]),
  );

  it.each([
    ["us.anthropic.claude-sonnet-4-6", "eu-central-1", 'write "eu.anthropic.claude-sonnet-4-6"'],
    ["eu.anthropic.claude-sonnet-4-6", "us-east-1", 'write "us.anthropic.claude-sonnet-4-6"'],
    ["jp.anthropic.claude-sonnet-4-6", "sa-east-1", 'write "global.anthropic.claude-sonnet-4-6"'],
    [
      "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2",
      "eu-west-1",
      'set awsRegion: "us-east-1"',
    ],
  ])("rejects %s, called from %s", (name, region, instead) => {
    const [found, ...rest] = judge(name, region);
    expect(rest).toEqual([]);
    expect(found).toContain(`config.servedEntities[1].externalModel.name: found `);
    expect(found).toContain(`called ${name.startsWith("arn") ? "in" : "from"} "${region}"`);
    expect(found).toContain(instead);
  });

  it.each([
    ["us.anthropic.claude-sonnet-4-6", "ca-central-1"],
    ["eu.anthropic.claude-sonnet-4-6", "eu-west-2"],
    ["eu.anthropic.claude-sonnet-4-6", "eu-central-2"],
    ["apac.anthropic.claude-sonnet-4-20250514-v1:0", "ap-south-1"],
    ["global.anthropic.claude-sonnet-4-6", "sa-east-1"],
    ["in.anthropic.claude-sonnet-4-6", "eu-central-1"],
    ["arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-6", "eu-west-1"],
    ["us.anthropic.claude-sonnet-4-6", UNKNOWN],
    [UNKNOWN, "eu-central-1"],
  ])("takes %s from %s", (name, region) => expect(judge(name, region)).toEqual([]));

  it("knows the regions of Vertex AI, and provider services", () => {
    const vertex = (region: string) =>
      findings(
        rule,
        {
          config: {
            providerType: "EXTERNAL_MODEL_PROVIDER_TYPE_GEMINI_ENTERPRISE",
            geminiEnterprise: { direct: { projectId: "p", region } },
          },
        },
        { type: BRIDGED_PROVIDER_SERVICE },
      );
    expect(vertex("europe-west4")).toEqual([]);
    expect(vertex("global")).toEqual([]);
    expect(vertex("us-central-1")).toEqual([
      expect.stringMatching(/^config\.geminiEnterprise\.direct\.region: .*write "us-central1"/),
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { requireCompleteProviderConfig as rule } from "../../../policies/rules/require-complete-provider-config";
import { endpoint, MODEL_SERVING, SERVING_ENDPOINT, UNKNOWN } from "../baseline";
import { problemsOf } from "../../resources/checked-programs";
import { findings as judged, withValue } from "../judge";

/** As the bridged class has it: of this package's own, the check says all this. */
const findings: typeof judged = (rule, props, options) =>
  judged(rule, props, { type: MODEL_SERVING, ...options });

const model = "config.servedEntities.0.externalModel";

describe("require-complete-provider-config", () => {
  it.each([MODEL_SERVING])("names what Azure OpenAI needs and does not have, on %s", (type) => {
    const props = withValue(endpoint(), `${model}.openaiConfig`, {
      openaiApiType: "azure",
      openaiApiKey: "{{secrets/a/b}}",
    });
    const found = findings(rule, props, { type }).join("\n");
    for (const field of ["openaiApiBase", "openaiApiVersion", "openaiDeploymentName"]) {
      expect(found).toContain(`config.servedEntities[0].externalModel.openaiConfig.${field}: found nothing`);
    }
  });

  it("asks for a credential, and for one only", () => {
    const none = findings(rule, withValue(endpoint(), `${model}.openaiConfig.openaiApiKey`, undefined));
    expect(none).toEqual([expect.stringContaining("found no credential")]);
    const both = findings(
      rule,
      withValue(
        endpoint(),
        "config.servedEntities.1.externalModel.amazonBedrockConfig.instanceProfileArn",
        "arn:aws:iam::1:instance-profile/x",
      ),
    );
    expect(both).toEqual([expect.stringContaining("found two ways to sign in")]);
  });

  it("rejects settings of another provider", () => {
    const [found, ...rest] = findings(
      rule,
      withValue(endpoint(), `${model}.cohereConfig`, { cohereApiKey: "{{secrets/a/b}}" }),
    );
    expect(rest).toEqual([]);
    expect(found).toContain(
      "cohereConfig: found settings of another provider than openai; leave them out, and write openaiConfig",
    );
  });

  it("counts a credential that the SDK took out of the config as given", () => {
    const props = withValue(endpoint(), `${model}.openaiConfig.openaiApiKey`, undefined);
    const path = "config.servedEntities[azure].externalModel.openaiConfig.openaiApiKeyPlaintext";
    expect(findings(rule, { ...props, secretValues: { [path]: "x" } })).toEqual([]);
    expect(findings(rule, { ...props, secretValues: UNKNOWN })).toEqual([]);
  });

  it("waits for settings that are not known yet", () => {
    expect(findings(rule, withValue(endpoint(), `${model}.openaiConfig`, UNKNOWN))).toEqual([]);
    expect(findings(rule, withValue(endpoint(), `${model}.provider`, UNKNOWN))).toEqual([]);
  });

  it("leaves resources of this package to their check, so that nothing is told twice", () => {
    const props = withValue(endpoint(), `${model}.openaiConfig.openaiApiKey`, undefined);
    expect(judged(rule, props, { type: SERVING_ENDPOINT })).toEqual([]);
    expect(problemsOf(props).join("\n")).toContain("found no credential");
  });
});

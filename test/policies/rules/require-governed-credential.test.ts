import { describe, expect, it } from "vitest";
import { requireGovernedCredential as rule } from "../../../policies/rules/require-governed-credential";
import { bedrockModel, BRIDGED_PROVIDER_SERVICE, EXTERNAL_MODEL, providerService } from "../baseline";
import { findings, withValue } from "../judge";

const type = BRIDGED_PROVIDER_SERVICE;
const bedrock = (direct: object) => ({
  config: { providerType: "EXTERNAL_MODEL_PROVIDER_TYPE_AMAZON_BEDROCK", amazonBedrock: { direct } },
});

describe("require-governed-credential", () => {
  it("accepts Unity Catalog's own credentials and secrets", () => {
    expect(findings(rule, providerService(), { type })).toEqual([]);
    const direct = { region: "eu-central-1", serviceCredential: { name: "credentials/bedrock" } };
    expect(findings(rule, bedrock(direct), { type })).toEqual([]);
    const strict = { ways: ["service-credential"] };
    expect(findings(rule, providerService(), { type, config: strict })).toEqual([
      "config.openai.direct.apiKey: found a Unity Catalog secret; sign in with a service credential",
    ]);
  });

  it("rejects access keys of AWS, in either generation", () => {
    const keys = { region: "eu-central-1", awsAccessKey: { accessKeyId: "id", secretAccessKey: {} } };
    expect(findings(rule, bedrock(keys), { type })[0]).toContain(
      "config.amazonBedrock.direct.awsAccessKey: found an access key of AWS",
    );
    const [found] = findings(
      rule,
      { endpoint: "chat", ...bedrockModel() },
      { type: EXTERNAL_MODEL, config: { endpoints: true } },
    );
    expect(findings(rule, { endpoint: "chat", ...bedrockModel() }, { type: EXTERNAL_MODEL })).toEqual([]);
    expect(found).toContain(
      "amazonBedrockConfig.awsAccessKeyId: found an access key of AWS; sign in with ucServiceCredentialName",
    );
  });

  it("leaves a plaintext key to the rule that refuses it", () => {
    const plain = withValue(providerService(), "config.openai.direct.apiKey", { plaintext: "hunter2" });
    expect(findings(rule, plain, { type })).toEqual([]);
  });
});

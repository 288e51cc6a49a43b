import { credentialFields } from "../../../provider/resources/credential-fields";
import { describe, expect, it } from "vitest";
import { providerConfigs, providerNames } from "../../../provider/catalog";
import { disallowPlaintextCredentials as rule } from "../../../policies/rules/disallow-plaintext-credentials";
import {
  azureModel,
  BRIDGED_PROVIDER_SERVICE,
  endpoint,
  endpointTypes,
  EXTERNAL_MODEL,
  MODEL_PROVIDER_SERVICE,
  MODEL_SERVING,
  SERVING_ENDPOINT,
  UNKNOWN,
} from "../baseline";
import { findings, withValue } from "../judge";

const SECRET = "hunter2-hunter2";
const model = "config.servedEntities.0.externalModel";

describe("disallow-plaintext-credentials", () => {
  const fields = providerNames.flatMap((provider) =>
    credentialFields[provider].map(
      (field) =>
        [provider, `${providerConfigs[provider].configKey}.${field.plaintext}`, field.reference] as const,
    ),
  );

  it("covers the twelve plaintext fields of the API", () => {
    expect(fields).toHaveLength(12);
  });

  describe.each(fields)("for %s %s", (provider, field, reference) => {
    const at = (value: unknown, type = SERVING_ENDPOINT) =>
      findings(
        rule,
        withValue(withValue(endpoint(), `${model}.provider`, provider), `${model}.${field}`, value),
        { type },
      );
    const path = `config.servedEntities[0].externalModel.${field}`;

    it.each(endpointTypes)("rejects it on %s, with the path and what to write instead", (type) => {
      const found = at(SECRET, type);
      expect(found).toContainEqual(expect.stringContaining(`${path}: found a credential in plaintext`));
      expect(found).toContainEqual(expect.stringContaining(`${reference.split(".").at(-1)}: secretRef(`));
      expect(found.join()).not.toContain(SECRET);
    });

    it("rejects it while its value is not known yet", () => {
      expect(at(UNKNOWN)).toContainEqual(expect.stringContaining(path));
    });

    it("rejects it on an external model of its own", () => {
      const props = withValue({ endpoint: "chat", provider, name: "m", task: "llm/v1/chat" }, field, SECRET);
      expect(findings(rule, props, { type: EXTERNAL_MODEL })).toContainEqual(
        expect.stringContaining(`${field}: found a credential`),
      );
    });

    it("takes a field that is null for one that is not there", () => {
      expect(at(null)).toEqual([]);
    });
  });

  it("rejects what the SDK took out of the config, at the path where the user wrote it", () => {
    const path = "config.servedEntities[azure].externalModel.openaiConfig.openaiApiKeyPlaintext";
    const [found, ...rest] = findings(rule, { ...endpoint(), secretValues: { [path]: SECRET } });
    expect(rest).toEqual([]);
    expect(found).toContain(
      `config.servedEntities[0].externalModel.openaiConfig.openaiApiKeyPlaintext: found a credential in plaintext; write openaiApiKey: secretRef("<scope>", "<key>")`,
    );
    expect(findings(rule, { ...endpoint(), secretValues: { [path]: UNKNOWN } })).toHaveLength(1);
    expect(findings(rule, { ...endpoint(), secretValues: UNKNOWN })).toHaveLength(1);
    expect(findings(rule, { ...endpoint(), secretValues: {} })).toEqual([]);
  });

  it("finds a plaintext field although everything around it is not known", () => {
    const props = {
      name: UNKNOWN,
      tags: UNKNOWN,
      config: {
        servedEntities: [UNKNOWN, { externalModel: { openaiConfig: { openaiApiKeyPlaintext: UNKNOWN } } }],
      },
    };
    expect(findings(rule, props)).toHaveLength(1);
  });

  it.each([
    ["a tag", "tags.0.value", "dapi0123456789abcdef0123456789abcdef"],
    ["the description", "description", "token: ghp_abcdefghijklmnopqrstuvwxyz0123456789"],
    [
      "an environment variable",
      "config.servedEntities.0.environmentVars.OPENAI_API_KEY",
      "sk-ant-api03-abcdefgh",
    ],
    ["a public setting", `${model}.openaiConfig.openaiOrganization`, "sk-proj-abcdefghijklmnopqrstuvwx0123"],
    [
      "a variable by its name",
      "config.servedEntities.0.environmentVars.DB_PASSWORD",
      "correct horse swordfish",
    ],
    ["a URL's password", `${model}.openaiConfig.openaiApiBase`, "https://me:swordfish@llm.example.com"],
    ["a URL's query", `${model}.openaiConfig.openaiApiBase`, "https://llm.example.com/v1?api-key=swordfish"],
  ])("rejects a key in %s and does not print it", (_where, path, value) => {
    for (const type of endpointTypes) {
      const found = findings(rule, withValue(endpoint(), path, value), { type });
      expect(found).toHaveLength(1);
      expect(found[0]).not.toContain(value);
      expect(found[0]).not.toContain("swordfish");
    }
  });

  it("takes names, ids, references and ordinary texts for what they are", () => {
    const harmless = [
      "support-desk-chat-endpoint-production-westeurope",
      "88fd3f75a0d24b0380ddc40484d7a31b",
      "123e4567-e89b-12d3-a456-426614174000",
      "{{secrets/llm/azure-openai-production-2026}}",
      "arn:aws:iam::123456789012:instance-profile/llm-callers",
      "aK3xQ9vZ7mW2pL8rT5yB1nC4dF6g",
      "Answers questions of the support desk; see https://wiki.example.com/support/chat",
    ];
    for (const text of harmless)
      expect(findings(rule, { ...endpoint(), description: text }), text).toEqual([]);
    const fineTuned = withValue(
      endpoint(),
      `${model}.name`,
      "ft:gpt-4o-mini-2024-07-18:acme:support:9xYzAbCdEfGhIjKl",
    );
    expect(findings(rule, fineTuned)).toEqual([]);
  });

  it("leaves a text in a credential field to the check of references, which does not print it either", () => {
    const path = `${model}.openaiConfig.openaiApiKey`;
    expect(findings(rule, withValue(endpoint(), path, "sk-proj-abcdefghijklmnopqrstuvwx0123"))).toEqual([]);
  });

  it("finds a key of the newer generation, of this package's and of @pulumi/databricks'", () => {
    const service = {
      parent: "schemas/main.ai",
      modelProviderServiceId: "openai",
      config: {
        providerType: "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI",
        openai: { direct: { apiKey: { plaintext: SECRET } } },
        targets: [{ model: "gpt-5.4", nativeApiTypes: ["openai/v1/chat/completions"] }],
      },
    };
    for (const type of [MODEL_PROVIDER_SERVICE, BRIDGED_PROVIDER_SERVICE]) {
      const found = findings(rule, service, { type });
      expect(found).toEqual([
        expect.stringMatching(/^config\.openai\.direct\.apiKey\.plaintext: found a credential/),
      ]);
      expect(found.join()).not.toContain(SECRET);
    }
  });

  it("leaves out what ignorePaths names, but never a plaintext field", () => {
    const props = withValue(endpoint(), "tags.0.value", "dapi0123456789abcdef0123456789abcdef");
    expect(findings(rule, props, { config: { ignorePaths: ["tags[*].value"] } })).toEqual([]);
    const plain = withValue(endpoint(), `${model}.openaiConfig.openaiApiKeyPlaintext`, SECRET);
    expect(findings(rule, plain, { config: { ignorePaths: ["*"] } })).toHaveLength(1);
  });

  it("does not look into the dynamic provider's own property", () => {
    expect(
      findings(rule, { ...endpoint(), __provider: "exports.handler=sk-ant-api03-abcdefghijkl" }),
    ).toEqual([]);
    expect(findings(rule, { externalModel: azureModel() }, { type: MODEL_SERVING })).toEqual([]);
  });
});

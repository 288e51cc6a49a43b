// @ts-check
/** @typedef {Record<string, unknown>} Props */
/** @typedef {{ type: string, name: string, props: Props }} Member */
/** @typedef {{ members: Member[], config?: Props }} Sample */

const ours = "pulumi-nodejs:dynamic/databricks:";
const model = {
  provider: "openai",
  name: "gpt-5.4",
  task: "llm/v1/chat",
  openaiConfig: { openaiApiKey: "{{secrets/llm/openai}}" },
};
const bedrock = {
  provider: "amazon-bedrock",
  name: "us.anthropic.claude-sonnet-4-6",
  task: "llm/v1/chat",
  amazonBedrockConfig: {
    awsRegion: "eu-central-1",
    bedrockProvider: "anthropic",
    ucServiceCredentialName: "bedrock",
  },
};

/** @param {object} externalModel */
const entity = (externalModel, name = "gpt") => ({ name, externalModel });
/**
 * @param {Props} props
 * @returns {Member}
 */
const endpoint = (props, name = "chat", kind = `${ours}ServingEndpoint`) => ({
  type: kind,
  name,
  props: { name: "chat", config: { servedEntities: [entity(model)] }, ...props },
});
/** @param {Props} props */
const bridged = (props) => endpoint(props, "chat", "databricks:index/modelServing:ModelServing");
/** @param {object} externalModel */
const serving = (externalModel) => endpoint({ config: { servedEntities: [entity(externalModel)] } });
/**
 * @param {string} name
 * @param {string} target
 */
const modelService = (name, target, kind = `${ours}ModelService`) => ({
  type: kind,
  name: "chat",
  props: {
    parent: "schemas/main.ai",
    modelServiceId: name,
    config: {
      routing: {
        destinations: [
          {
            name: "gpt",
            externalModelConfig: {
              modelProviderService: "model-provider-services/main.ai.openai",
              target: { model: target },
            },
          },
        ],
      },
    },
  },
});
/** @param {Props} config */
const providerService = (config) => ({
  type: `${ours}ModelProviderService`,
  name: "openai",
  props: {
    parent: "schemas/main.ai",
    modelProviderServiceId: "openai",
    config: {
      providerType: "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI",
      openai: { direct: { apiKey: { secretReference: { name: "secrets/main.ai.openai" } } } },
      targets: [{ model: "gpt-5.4", nativeApiTypes: ["openai/v1/chat/completions"] }],
      ...config,
    },
  },
});
/** @param {unknown} openaiConfig */
const openai = (openaiConfig) => ({ ...model, openaiConfig });

/**
 * A program for each rule that it objects to, by the rule's name; the page of messages shows what it says.
 *
 * @type {Readonly<Record<string, Sample>>}
 */
export const policySamples = {
  "disallow-plaintext-credentials": {
    members: [
      endpoint({
        config: { servedEntities: [entity(openai({ openaiApiKeyPlaintext: "the key" }))] },
        tags: [{ key: "note", value: `dapi${"0123456789abcdef".repeat(2)}` }],
      }),
    ],
  },
  "require-secret-reference": {
    members: [
      endpoint({
        config: {
          servedEntities: [
            { name: "m", entityName: "main.ml.churn", environmentVars: { API_KEY: "${secrets/llm/key}" } },
          ],
        },
      }),
    ],
  },
  "require-supported-model": { members: [serving({ ...model, name: "claude-sonnet-4-6" })] },
  "require-listed-target": { members: [providerService({}), modelService("chat", "gpt-5.5")] },
  "require-callable-region": { members: [serving(bedrock)] },
  "disallow-retired-model": {
    members: [serving({ ...model, name: "gpt-4o-mini" })],
  },
  "require-complete-provider-config": {
    members: [bridged({ config: { servedEntities: [entity(openai({}))] } })],
  },
  "require-valid-service": {
    members: [
      modelService("chat", "gpt-5.4", "databricks:index/aiGatewayModelService:AiGatewayModelService"),
    ],
  },
  "require-same-task": {
    members: [
      bridged({
        config: {
          servedEntities: [
            entity(model),
            entity({ ...model, name: "text-embedding-3-small", task: "llm/v1/embeddings" }, "embed"),
          ],
        },
      }),
    ],
  },
  "require-complete-traffic": {
    members: [
      bridged({
        config: {
          servedEntities: [entity(model)],
          trafficConfig: { routes: [{ servedModelName: "gpt", trafficPercentage: 90 }] },
        },
      }),
    ],
  },
  "disallow-mixed-ownership": { members: [endpoint({}, "a"), endpoint({}, "b")] },
  "require-service-reference": { members: [providerService({}), modelService("chat", "gpt-5.4")] },
  "require-https-base": {
    members: [
      serving(openai({ openaiApiKey: "{{secrets/llm/key}}", openaiApiBase: "http://llm.example.com/v1" })),
    ],
  },
  "limit-base-hosts": {
    members: [
      serving(openai({ openaiApiKey: "{{secrets/llm/key}}", openaiApiBase: "https://llm.example.com/v1" })),
    ],
    config: { allowed: ["*.openai.azure.com"] },
  },
  "limit-providers": { members: [endpoint({})], config: { allowed: ["anthropic", "amazon-bedrock"] } },
  "limit-regions": { members: [serving(bedrock)], config: { allowedAreas: ["us"] } },
  "limit-destinations": {
    members: [
      {
        type: `${ours}ModelService`,
        name: "chat",
        props: {
          config: {
            routing: {
              destinations: [
                {
                  name: "gpt",
                  externalModelConfig: {
                    modelProviderService: "model-provider-services/dev.me.openai",
                    target: { model: "gpt-5.4" },
                  },
                },
              ],
            },
          },
        },
      },
    ],
    config: { providerServices: ["main.ai.*"] },
  },
  "disallow-all-targets": { members: [providerService({ allowAllTargets: true })] },
  "disallow-forwarding": { members: [providerService({ forwardHeaders: true })] },
  "require-governed-credential": {
    members: [
      providerService({
        providerType: "EXTERNAL_MODEL_PROVIDER_TYPE_AMAZON_BEDROCK",
        amazonBedrock: { direct: { region: "eu-central-1", awsAccessKey: { accessKeyId: "AKIA…" } } },
      }),
    ],
  },
  "require-rate-limit": { members: [endpoint({})] },
  "require-budget": {
    members: [endpoint({})],
    config: { groups: { analysts: { tokensPerMinute: 20000 } } },
  },
  "require-usage-tracking": { members: [endpoint({})] },
  "require-guardrails": { members: [endpoint({})] },
  "require-inference-table": { members: [endpoint({})] },
  "require-fallback": {
    members: [endpoint({ config: { servedEntities: [entity(model), entity(bedrock, "claude")] } })],
  },
  "require-tags": { members: [endpoint({})], config: { required: { costCenter: {} } } },
  "require-permissions": { members: [endpoint({})] },
  "report-legacy-gateway": { members: [endpoint({})], config: { parent: "main.ai" } },
};

/** What the two rules say that report on the others. */
export const reportSamples = {
  "report-exemptions":
    "found an exemption from require-tags (1 finding) until 2027-03-31: moves in spring; satisfy the rule before then",
  "report-advice":
    "30 pieces of advice for 10 resources, each given once\nalso for chat-1, chat-2, chat-3, chat-4, chat-5 and 4 more: require-rate-limit, require-usage-tracking, require-guardrails",
};

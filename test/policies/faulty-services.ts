import { modelService, providerService } from "./baseline";
import { withValue } from "./judge";

/** A valid service with one thing wrong, and who has to say so. */
export interface FaultyService {
  readonly kind: "provider" | "model";
  /** Path of what is wrong, as `withValue` takes it. */
  readonly at: string;
  readonly value: unknown;
  /** The rule; `check` for the provider's own. */
  readonly by: string;
  /** The rule that says it of a bridged resource, which no check has seen. */
  readonly ofBridged: string;
  readonly props: Record<string, unknown>;
}

type Fault = readonly [at: string, value: unknown, by: string, ofBridged?: string];

const KEY = "sk-proj-THISISNOTAREALKEY0123456789abcdef";
const target = (more: object) => [
  { model: "gpt-5.4", nativeApiTypes: ["openai/v1/chat/completions"], ...more },
];
const limit = (more: object) => [
  { key: "RATE_LIMIT_KEY_SERVICE", renewalPeriod: "RATE_LIMIT_RENEWAL_PERIOD_MINUTE", requests: 1, ...more },
];
const many = (count: number) => Array.from({ length: count }, (_, index) => `a/v1/${index}`);

const providerFaults: readonly Fault[] = [
  ["parent", undefined, "check"],
  ["parent", "main", "check"],
  ["parent", "schemas/main.ai.more", "check"],
  ["modelProviderServiceId", undefined, "check"],
  ["modelProviderServiceId", "", "check"],
  ["modelProviderServiceId", "open ai", "check"],
  ["modelProviderServiceId", "a.b", "check"],
  ["modelProviderServiceId", "x".repeat(256), "check"],
  ["comment", "x".repeat(65_537), "check"],
  ["comment", 7, "check"],
  ["comment", `the key is ${KEY}`, "disallow-plaintext-credentials"],
  ["config", undefined, "check"],
  ["config.providerType", undefined, "check"],
  ["config.providerType", "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAY", "check"],
  ["config.providerType", "EXTERNAL_MODEL_PROVIDER_TYPE_ANTHROPIC", "check"],
  ["config.openai", undefined, "check"],
  ["config.anthropic", { relayed: {} }, "check"],
  ["config.openai.relayed", {}, "check"],
  ["config.openai.direct", undefined, "check"],
  ["config.openai.direct.apiKey", undefined, "check"],
  ["config.openai.direct.apiKey", {}, "check"],
  ["config.openai.direct.apiKey", "swordfish", "check"],
  ["config.openai.direct.apiKey", { plaintext: "swordfish" }, "disallow-plaintext-credentials"],
  [
    "config.openai.direct.apiKey",
    { secretReference: { name: "main.openai_key" } },
    "check",
    "require-secret-reference",
  ],
  ["config.openai.direct.apiKey", { secretReference: {} }, "check"],
  ["config.openai.direct.apiKye", { plaintext: "x" }, "check"],
  ["config.openai.direct.baseUrl", "api.openai.com/v1", "check", "require-https-base"],
  ["config.openai.direct.baseUrl", "http://llm.example.com/v1", "require-https-base"],
  [
    "config.openai.direct.baseUrl",
    "https://a:swordfish@llm.example.com/v1",
    "disallow-plaintext-credentials",
  ],
  ["config.openai.direct.organization", "", "check"],
  ["config.openai.direct.organization", "{{secrets/llm/org}}", "require-secret-reference"],
  ["config.targets", [], "check"],
  ["config.targets", undefined, "check"],
  ["config.targets", target({ model: undefined }), "check"],
  ["config.targets", target({ model: "" }), "check"],
  ["config.targets", target({ model: "claude-opus-5" }), "require-supported-model"],
  ["config.targets", target({ model: "text-embedding-3-small" }), "require-supported-model"],
  ["config.targets", target({ model: "gtp-5.4" }), "require-supported-model"],
  ["config.targets", target({ nativeApiTypes: undefined }), "check"],
  ["config.targets", target({ nativeApiTypes: [] }), "check"],
  ["config.targets", target({ nativeApiTypes: many(65) }), "check"],
  ["config.targets", target({ nativeApiTypes: ["x".repeat(257)] }), "check"],
  ["config.targets", target({ nativeApiTypes: ["anthropic/v1/messages"] }), "require-supported-model"],
  ["config.targets", target({ endpointRoute: "chat" }), "check"],
  ["config.allowAllTargets", "yes", "check"],
  ["config.forwardHeaders", "no", "check"],
  ["config.pricing", { defaultDiscountBasisPoints: 10_001 }, "check"],
  ["config.pricing", { defaultDiscountBasisPoints: 1.5 }, "check"],
  ["config.rateLimits", limit({ key: "RATE_LIMIT_KEY_ENDPOINT" }), "check"],
  ["config.rateLimits", limit({ renewalPeriod: "RATE_LIMIT_RENEWAL_PERIOD_DAY" }), "check"],
  ["config.rateLimits", limit({ principal: "ann@example.com" }), "check"],
  ["config.rateLimits", limit({ key: "RATE_LIMIT_KEY_USER_GROUP" }), "check"],
  ["config.rateLimits", limit({ requests: -1 }), "check"],
  ["config.rateLimits", limit({ requests: 1.5 }), "check"],
  ["config.inferenceTable", {}, "check"],
  ["config.inferenceTable", { parent: "ops" }, "check"],
  ["config.inferenceTable", { parent: "schemas/ops.logs", tableNamePrefix: "" }, "check"],
];

const first = "config.routing.destinations.0";
const backup = "config.routing.fallback.destinations.0";

const modelFaults: readonly Fault[] = [
  ["parent", "ai", "check"],
  ["modelServiceId", undefined, "check"],
  ["modelServiceId", "a/b", "check"],
  ["comment", `see ${KEY}`, "disallow-plaintext-credentials"],
  ["config", undefined, "check"],
  ["config.routing", undefined, "check"],
  ["config.routing.destinations", undefined, "check"],
  ["config.routing.destinations", [], "check"],
  [`${first}.name`, undefined, "check"],
  [`${first}.name`, "", "check"],
  [`${first}.name`, `k ${KEY}`, "disallow-plaintext-credentials"],
  [`${first}.destinationType`, "DESTINATION_TYPE_PAY_PER_TOKEN_FOUNDATION_MODEL", "check"],
  [`${first}.destinationType`, "DESTINATION_TYPE_EXTERNAL_MODEL", "check"],
  [`${first}.externalModelConfig`, undefined, "check"],
  [`${first}.payPerTokenConfig`, { model: "models/system.ai.gpt" }, "check"],
  [`${first}.externalModelConfig.modelProviderService`, undefined, "check"],
  [`${first}.externalModelConfig.modelProviderService`, "main.openai", "check"],
  [`${first}.externalModelConfig.modelProviderService`, "model-services/main.ai.openai", "check"],
  [`${first}.externalModelConfig.target`, undefined, "check"],
  [`${first}.externalModelConfig.target.model`, "", "check"],
  [`${first}.externalModelConfig.target.endpointRoute`, "chat", "check"],
  [`${first}.trafficPercentage`, 101, "check"],
  [`${first}.trafficPercentage`, 50.5, "check"],
  [`${backup}.trafficPercentage`, 100, "check"],
  [`${backup}.externalModelConfig`, undefined, "check"],
  [
    "config.routing.fallback.destinations",
    Array.from({ length: 6 }, (_, index) => ({ ...fallbackOf(index) })),
    "check",
  ],
  ["config.routing.trafficSplitting", {}, "check"],
  ["config.rateLimits.0.key", "RATE_LIMIT_KEY_USERS", "check"],
  ["config.rateLimits.0.principal", "ann@example.com", "check"],
  ["config.rateLimits.0.tokens", -1, "check"],
  ["config.inferenceTable.parent", undefined, "check"],
  ["config.inferenceTable.parent", "schemas/ops", "check"],
];

function fallbackOf(index: number): object {
  return { ...modelService().config.routing.fallback.destinations[0], name: `fallback-${index}` };
}

/** Each fault of the lists, in a service that is right but for it. */
export const faultyServices: readonly FaultyService[] = [
  ...providerFaults.map((fault) => faulty("provider", providerService(), fault)),
  ...modelFaults.map((fault) => faulty("model", modelService(), fault)),
];

function faulty(
  kind: FaultyService["kind"],
  baseline: object,
  [at, value, by, ofBridged]: Fault,
): FaultyService {
  const rule = by === "check" ? "require-valid-service" : by;
  return { kind, at, value, by, ofBridged: ofBridged ?? rule, props: withValue(baseline, at, value) };
}

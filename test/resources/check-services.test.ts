import { expect, test } from "vitest";
import { checkModelProviderService } from "../../provider/check/unity-catalog/check-model-provider-service";
import { checkModelService } from "../../provider/check/unity-catalog/check-model-service";
import { modelProviderService } from "../../provider/resources/model-provider-service";
import { takeOutSecrets } from "../../provider/resources/secret-values";
import type { Fields } from "../../provider/schema/plain-object";
import { isUnknown } from "../../provider/schema/unknown";
import { external, KEY, model, problemsOf, provider, targets } from "./service-programs";

test("names and values of the API and their short forms have one spelling in state", () => {
  const short = checkModelProviderService(
    provider({ rateLimits: [{ key: "SERVICE", renewalPeriod: "MINUTE", requests: 1 }] }),
  );
  const long = checkModelProviderService(
    provider(
      {
        providerType: "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI",
        rateLimits: [
          { key: "RATE_LIMIT_KEY_SERVICE", renewalPeriod: "RATE_LIMIT_RENEWAL_PERIOD_MINUTE", requests: 1 },
        ],
      },
      { parent: "schemas/main.ai" },
    ),
  );
  expect(short.problems).toEqual([]);
  expect(short.inputs).toEqual(long.inputs);
  expect(long.inputs).toMatchObject({
    parent: "schemas/main.ai",
    config: { providerType: "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI" },
  });
});

test("the type of a destination follows from its block, and what only the API says is dropped", () => {
  const { inputs, problems } = checkModelService(
    model(
      [
        external("a", { trafficPercentage: 60, isDeleted: false }),
        { name: "b", payPerTokenConfig: { model: "system.ai.databricks-gpt-5" }, trafficPercentage: 40 },
      ],
      [{ name: "c", provisionedThroughputConfig: { modelServingEndpoint: "own", model: "main.ai.own" } }],
    ),
  );
  expect(problems).toEqual([]);
  expect(inputs["config"]).toEqual({
    routing: {
      destinations: [
        {
          name: "a",
          destinationType: "DESTINATION_TYPE_EXTERNAL_FOUNDATION_MODEL",
          trafficPercentage: 60,
          externalModelConfig: {
            modelProviderService: "model-provider-services/main.ai.openai",
            target: { model: "gpt-5.4" },
          },
        },
        {
          name: "b",
          destinationType: "DESTINATION_TYPE_PAY_PER_TOKEN_FOUNDATION_MODEL",
          trafficPercentage: 40,
          payPerTokenConfig: { model: "models/system.ai.databricks-gpt-5" },
        },
      ],
      fallback: {
        destinations: [
          {
            name: "c",
            destinationType: "DESTINATION_TYPE_PROVISIONED_THROUGHPUT_FOUNDATION_MODEL",
            provisionedThroughputConfig: { modelServingEndpoint: "serving-endpoints/own" },
          },
        ],
      },
    },
  });
});

test("a plaintext key goes apart from the rest, at whichever depth it stands", () => {
  const { inputs } = checkModelProviderService(provider({}));
  const apart = takeOutSecrets(modelProviderService.inputs, inputs, isUnknown);
  expect(apart.secretValues).toEqual({ "config.openai.direct.apiKey.plaintext": KEY });
  expect(JSON.stringify(apart.inputs)).not.toContain(KEY);
});

test.each<[string, Fields, string[]]>([
  [
    "a misspelt type of provider",
    provider({ providerType: "OPENAY" }),
    [
      'config.providerType: found "OPENAY"; allowed: "OPENAI", "ANTHROPIC", "AZURE_OPENAI", "MICROSOFT_FOUNDRY", "AMAZON_BEDROCK", "BEDROCK_MANTLE", "GEMINI_ENTERPRISE", "CUSTOM"; did you mean "OPENAI"?',
    ],
  ],
  [
    "the block of another provider",
    provider({ openai: undefined, anthropic: { relayed: {} } }),
    [
      'config.anthropic: found the settings of ANTHROPIC; allowed: openai, since providerType is OPENAI; write openai, or providerType: "ANTHROPIC"',
    ],
  ],
  [
    "no block",
    provider({ openai: undefined }),
    ["config.openai: found nothing; allowed: the settings of OPENAI"],
  ],
  [
    "no target",
    provider({ targets: [] }),
    [
      'config.targets: found no target; allowed: at least one target, unless allowAllTargets is true; write { model: "…", nativeApiTypes: ["openai/v1/chat/completions"] }',
    ],
  ],
  [
    "a target without an API type",
    provider({ targets: [{ model: "gpt-5.4" }] }),
    [
      'config.targets[0].nativeApiTypes: found no API type; allowed: at least one API by which the provider serves the model; such as ["openai/v1/chat/completions"]',
    ],
  ],
  [
    "all targets of a custom provider",
    provider({
      providerType: "CUSTOM",
      openai: undefined,
      custom: { direct: { baseUrl: "https://llm.example.com/v1", apiKey: { plaintext: KEY } } },
      allowAllTargets: true,
    }),
    [
      "config.allowAllTargets: found true; allowed: false for CUSTOM, whose models are not known; list the models in targets",
    ],
  ],
  [
    "a route of a provider that has none",
    provider({ targets: [{ ...targets[0], endpointRoute: "chat" }] }),
    ["config.targets[0].endpointRoute: found a route; allowed: none for OPENAI: routes are for CUSTOM alone"],
  ],
  [
    "no credential",
    provider({ openai: { direct: { apiKey: {} } } }),
    [
      "config.openai.direct.apiKey: found none of plaintext, secretReference; allowed: exactly one of plaintext, secretReference",
    ],
  ],
  [
    "two credentials",
    provider({
      openai: { direct: { apiKey: { plaintext: KEY, secretReference: { name: "main.ai.key" } } } },
    }),
    [
      "config.openai.direct.apiKey: found plaintext and secretReference; allowed: exactly one of plaintext, secretReference; keep one of them",
    ],
  ],
  [
    "two ways to sign in",
    provider({
      providerType: "AZURE_OPENAI",
      openai: undefined,
      azureOpenai: {
        direct: {
          baseUrl: "https://r.openai.azure.com",
          apiKey: { plaintext: KEY },
          serviceCredential: { name: "azure" },
        },
      },
    }),
    [
      "config.azureOpenai.direct: found apiKey and serviceCredential; allowed: exactly one of apiKey, entraServicePrincipal, serviceCredential; keep one of them",
    ],
  ],
  [
    "a principal where none belongs, and none where one does",
    provider({
      rateLimits: [
        { key: "SERVICE", renewalPeriod: "MINUTE", requests: 1, principal: "ann@example.com" },
        { key: "USER_GROUP", renewalPeriod: "HOUR", tokens: 1 },
      ],
    }),
    [
      "config.rateLimits[0].principal: found a principal; allowed: none with SERVICE, which counts for all calls together; leave it out, or set key to USER, USER_GROUP or SERVICE_PRINCIPAL",
      "config.rateLimits[1].principal: found nothing; allowed: the name that a limit for USER_GROUP is for",
    ],
  ],
  [
    "a misspelt key of a limit",
    provider({ rateLimits: [{ key: "USERS", renewalPeriod: "MINUTE", requests: 1 }] }),
    [
      'config.rateLimits[0].key: found "USERS"; allowed: "SERVICE", "USER", "USER_DEFAULT", "USER_GROUP", "SERVICE_PRINCIPAL"; did you mean "USER"?',
    ],
  ],
  [
    "a parent that is no schema",
    provider({}, { parent: "main" }),
    [
      'parent: found "schemas/main"; allowed: the name of a schema, "<catalog>.<schema>" or "schemas/<catalog>.<schema>"',
    ],
  ],
  [
    "a discount above all",
    provider({ pricing: { defaultDiscountBasisPoints: 10_001 } }),
    ["config.pricing.defaultDiscountBasisPoints: found 10001; allowed: at most 10000, which is 100 %"],
  ],
])("a provider service with %s is refused", (_, inputs, expected) => {
  expect(problemsOf(checkModelProviderService, inputs)).toEqual(expected);
});

test.each<[string, Fields, string[]]>([
  [
    "shares that do not sum to 100",
    model([external("a", { trafficPercentage: 60 }), external("b", { trafficPercentage: 30 })]),
    ["config.routing.destinations: found percentages that sum to 90; allowed: a sum of 100"],
  ],
  [
    "a destination without a share",
    model([external("a", { trafficPercentage: 100 }), external("b")]),
    [
      "config.routing.destinations[1].trafficPercentage: found nothing; allowed: a share of the traffic for each of several destinations, summing to 100",
    ],
  ],
  [
    "11 destinations",
    model(
      Array.from({ length: 11 }, (_, index) =>
        external(`d${index}`, { trafficPercentage: index === 0 ? 100 : 0 }),
      ),
    ),
    ["config.routing.destinations: found 11 destinations; allowed: at most 10"],
  ],
  [
    "6 fallbacks",
    model(
      [external("a")],
      Array.from({ length: 6 }, (_, index) => external(`f${index}`)),
    ),
    ["config.routing.fallback.destinations: found 6 fallbacks; allowed: at most 5"],
  ],
  [
    "a share of a fallback",
    model([external("a")], [external("b", { trafficPercentage: 100 })]),
    [
      "config.routing.fallback.destinations[0].trafficPercentage: found a share; allowed: none: fallbacks are tried in their order; leave it out",
    ],
  ],
  [
    "no destination",
    model([]),
    ["config.routing.destinations: found no destination; allowed: 1 to 10 destinations"],
  ],
  [
    "a name twice",
    model([external("a", { trafficPercentage: 50 }), external("a", { trafficPercentage: 50 })]),
    [
      'config.routing.destinations[1].name: found "a" a second time; allowed: a name that no other destination has',
    ],
  ],
  [
    "a block that is not of its type",
    model([external("a", { destinationType: "PAY_PER_TOKEN_FOUNDATION_MODEL" })]),
    [
      'config.routing.destinations[0].externalModelConfig: found externalModelConfig with destinationType "DESTINATION_TYPE_PAY_PER_TOKEN_FOUNDATION_MODEL"; allowed: payPerTokenConfig; leave destinationType out: it follows from the block',
    ],
  ],
  [
    "no place to go",
    model([{ name: "a" }]),
    [
      "config.routing.destinations[0]: found none of externalModelConfig, payPerTokenConfig, provisionedThroughputConfig; allowed: exactly one of them",
    ],
  ],
])("a model service with %s is refused", (_, inputs, expected) => {
  expect(problemsOf(checkModelService, inputs)).toEqual(expected);
});

import { expect, test } from "vitest";
import { checkModelProviderService } from "../../provider/check/unity-catalog/check-model-provider-service";
import { checkModelService } from "../../provider/check/unity-catalog/check-model-service";
import type { Fields } from "../../provider/schema/plain-object";
import { UNKNOWN } from "../../provider/schema/unknown";
import { external, KEY, model, problemsOf, provider } from "./service-programs";

test.each<[string, unknown]>([
  ["as a text", KEY],
  ["as a reference without an object", { secretReference: KEY }],
  ["as the name of a secret", { secretReference: { name: KEY } }],
  ["under another field", { value: KEY }],
  ["as a list", [KEY]],
])("no message shows a key that was written %s", (_, apiKey) => {
  const problems = problemsOf(checkModelProviderService, provider({ openai: { direct: { apiKey } } }));
  expect(problems).not.toEqual([]);
  expect(problems.join("\n")).not.toContain(KEY);
  for (const openai of [KEY, { direct: KEY }]) {
    expect(problemsOf(checkModelProviderService, provider({ openai })).join("\n")).not.toContain(KEY);
  }
});

test("a reference of the older generation is told from a key", () => {
  const openai = { direct: { apiKey: { plaintext: "{{secrets/keys/openai}}" } } };
  expect(problemsOf(checkModelProviderService, provider({ openai }))).toEqual([
    "config.openai.direct.apiKey.plaintext: found a reference to a secret scope; allowed: a Unity Catalog secret, or the " +
      "key itself; secret scopes are for serving endpoints only; put the value into a Unity Catalog secret and write " +
      'ucSecretRef("<catalog>.<schema>.<secret>")',
  ]);
});

/** Every way to put something unknown in place of one part of a value. */
function* withOneUnknown(value: unknown): Generator<unknown> {
  yield UNKNOWN;
  if (value === null || typeof value !== "object") return;
  for (const [field, item] of Object.entries(value)) {
    for (const part of withOneUnknown(item)) {
      yield Array.isArray(value)
        ? value.map((other: unknown, index) => (String(index) === field ? part : other))
        : { ...value, [field]: part };
    }
  }
}

test("what is not known yet is refused nowhere, at any depth", () => {
  const limits = [{ key: "SERVICE", renewalPeriod: "MINUTE", requests: 1 }];
  const full = provider(
    { rateLimits: limits, inferenceTable: { parent: "main.ai" }, pricing: { defaultDiscountBasisPoints: 1 } },
    { grants: [{ principal: "users", privileges: ["EXECUTE"] }], comment: "x", credentialsVersion: 1 },
  );
  for (const inputs of withOneUnknown(full)) {
    if (inputs === UNKNOWN) continue;
    expect(problemsOf(checkModelProviderService, inputs as Fields)).toEqual([]);
  }
  const shared = model(
    [external("a", { trafficPercentage: 60 }), external("b", { trafficPercentage: 40 })],
    [external("c")],
    { rateLimits: limits },
  );
  for (const inputs of withOneUnknown(shared)) {
    if (inputs === UNKNOWN) continue;
    expect(problemsOf(checkModelService, inputs as Fields)).toEqual([]);
  }
});

test("fields that are called as objects' own methods are unknown fields", () => {
  const named = JSON.parse('{"__proto__": 1, "constructor": 2, "toString": 3}') as Fields;
  const problems = problemsOf(checkModelProviderService, {
    ...provider({}),
    ...provider({ ...named }),
    ...named,
  });
  expect(problems.join("\n")).toContain("constructor: found an unknown field");
});

import { describe, expect, it } from "vitest";
import { requireValidService as rule } from "../../../policies/rules/require-valid-service";
import {
  BRIDGED_MODEL_SERVICE,
  BRIDGED_PROVIDER_SERVICE,
  MODEL_SERVICE,
  modelService,
  providerService,
  UNKNOWN,
} from "../baseline";
import { findings, pathsOf, withValue } from "../judge";

const ofProvider = (props: Record<string, unknown>) =>
  findings(rule, props, { type: BRIDGED_PROVIDER_SERVICE });
const ofService = (props: Record<string, unknown>) => findings(rule, props, { type: BRIDGED_MODEL_SERVICE });

describe("require-valid-service", () => {
  it("accepts what the API takes, and what the bridge adds to it", () => {
    expect(ofProvider(providerService())).toEqual([]);
    expect(ofService(modelService())).toEqual([]);
    const bridged = withValue(providerService(), "config.openai.direct.__defaults", []);
    expect(ofProvider({ ...bridged, __defaults: [], providerConfig: { workspaceId: "123" } })).toEqual([]);
  });

  it("leaves this package's own to their check", () => {
    const wrong = withValue(modelService(), "config.routing.destinations", []);
    expect(findings(rule, wrong, { type: MODEL_SERVICE })).toEqual([]);
  });

  it("says what the check says", () => {
    expect(
      ofService(withValue(modelService(), "config.routing.destinations.0.trafficPercentage", 101))[0],
    ).toContain("config.routing.destinations[0].trafficPercentage: found 101");
    expect(ofProvider(withValue(providerService(), "config.targets", []))[0]).toContain(
      "config.targets: found no target",
    );
    expect(ofProvider(withValue(providerService(), "config.opneai", {}))[0]).toContain("did you mean");
  });

  it("wants the API's own spellings, which the bridged resources send as they are", () => {
    expect(ofProvider(withValue(providerService(), "config.providerType", "OPENAI"))).toEqual([
      'config.providerType: found "OPENAI"; write "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI"',
    ]);
    expect(ofProvider(withValue(providerService(), "parent", "main.ai"))).toEqual([
      'parent: found "main.ai"; write "schemas/main.ai"',
    ]);
    expect(
      ofService(withValue(modelService(), "config.routing.destinations.0.destinationType", undefined)),
    ).toEqual([
      'config.routing.destinations[0].destinationType: found nothing; write "DESTINATION_TYPE_EXTERNAL_FOUNDATION_MODEL"',
    ]);
  });

  it("says nothing of a value that is not known yet, wherever it stands", () => {
    for (const path of pathsOf(providerService()))
      expect(ofProvider(withValue(providerService(), path, UNKNOWN)), path).toEqual([]);
    for (const path of pathsOf(modelService()))
      expect(ofService(withValue(modelService(), path, UNKNOWN)), path).toEqual([]);
  });

  it("shows no key, and leaves one in plaintext to its rule", () => {
    const key = "0123456789abcdef0123456789abcdef";
    const plain = withValue(providerService(), "config.openai.direct.apiKey", { plaintext: key });
    expect(ofProvider(plain)).toEqual([]);
    const misplaced = withValue(providerService(), "config.openai.direct.apiKey", key);
    expect(ofProvider(misplaced).join()).not.toContain(key);
    expect(ofProvider(misplaced)).toHaveLength(1);
  });
});

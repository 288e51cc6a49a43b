import { describe, expect, it } from "vitest";
import { requireRateLimit as rule } from "../../../policies/rules/require-rate-limit";
import {
  BRIDGED_MODEL_SERVICE,
  MODEL_SERVICE,
  modelService,
  endpoint,
  endpointTypes,
  UNKNOWN,
} from "../baseline";
import { findings, remedied, withValue } from "../judge";

const none = () => withValue(endpoint(), "aiGateway.rateLimits", undefined);
const remediate = { enforcementLevel: "remediate", default: { calls: 300 } } as const;

describe("require-rate-limit", () => {
  it.each(endpointTypes)("reports an endpoint without a limit on %s", (type) => {
    expect(findings(rule, none(), { type })).toEqual([
      expect.stringContaining("aiGateway.rateLimits: found no rate limit; add one"),
    ]);
    expect(findings(rule, { name: "chat" }, { type })).toHaveLength(1);
  });

  it("accepts a limit of the older form", () => {
    expect(findings(rule, { ...none(), rateLimits: [{ calls: 10, renewalPeriod: "minute" }] })).toEqual([]);
  });

  it("reports limits that allow too much, or count for the wrong thing", () => {
    expect(findings(rule, endpoint(), { config: { maxCalls: 500 } })).toEqual([
      "aiGateway.rateLimits[0].calls: found 600 a minute; allow 500 a minute or less",
    ]);
    expect(
      findings(rule, withValue(endpoint(), "aiGateway.rateLimits.0.tokens", 9), { config: { maxTokens: 8 } }),
    ).toHaveLength(1);
    expect(findings(rule, endpoint(), { config: { keys: ["user"] } })[0]).toContain(
      'found limits for "endpoint" only; add one with key user',
    );
    expect(
      findings(rule, withValue(endpoint(), "aiGateway.rateLimits.0.key", undefined), {
        config: { keys: ["endpoint"] },
      }),
    ).toEqual([]);
  });

  it("waits for limits that are not known yet", () => {
    for (const path of [
      "aiGateway",
      "aiGateway.rateLimits",
      "aiGateway.rateLimits.0",
      "aiGateway.rateLimits.0.calls",
    ]) {
      expect(
        findings(rule, withValue(endpoint(), path, UNKNOWN), {
          config: { maxCalls: 1, keys: ["user"] },
        }).filter((text) => text.includes("no rate limit")),
      ).toEqual([]);
    }
    expect(findings(rule, { name: "chat", aiGateway: UNKNOWN })).toEqual([]);
  });

  it("adds the configured limit where there is none, and only there", () => {
    expect(remedied(rule, { name: "chat" }, remediate)).toEqual({
      name: "chat",
      aiGateway: { rateLimits: [{ calls: 300, key: "endpoint", renewalPeriod: "minute" }] },
    });
    expect(remedied(rule, none(), remediate)?.["aiGateway"]).toMatchObject({
      usageTrackingConfig: { enabled: true },
    });
    expect(remedied(rule, endpoint(), remediate)).toBeUndefined();
    expect(remedied(rule, none(), { enforcementLevel: "remediate" })).toBeUndefined();
    expect(remedied(rule, { name: "chat", aiGateway: UNKNOWN }, remediate)).toBeUndefined();
  });
});

describe("require-rate-limit on model services", () => {
  it.each([MODEL_SERVICE, BRIDGED_MODEL_SERVICE])(
    "demands a limit of %s, by the minute or the hour",
    (type) => {
      expect(findings(rule, modelService(), { type })).toEqual([]);
      expect(findings(rule, withValue(modelService(), "config.rateLimits", undefined), { type })).toEqual([
        expect.stringMatching(
          /^config\.rateLimits: found no rate limit; add one, for example \{ key: "RATE_LIMIT_KEY_SERVICE"/,
        ),
      ]);
      const hourly = withValue(
        modelService(),
        "config.rateLimits.0.renewalPeriod",
        "RATE_LIMIT_RENEWAL_PERIOD_HOUR",
      );
      expect(findings(rule, hourly, { type, config: { maxCalls: 10 } })).toEqual([]);
      expect(findings(rule, hourly, { type, config: { maxCalls: 9 } })).toEqual([
        "config.rateLimits[0].requests: found 10 a minute; allow 9 a minute or less",
      ]);
    },
  );
});

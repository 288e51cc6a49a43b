import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  reportAdvice,
  requireGuardrails,
  requireRateLimit,
  requireUsageTracking,
} from "../../../policies/index";
import { takeAdvice } from "../../../policies/kit/gather-advice";
import { endpoint } from "../baseline";
import { findings, stackFindings, withValue } from "../judge";

const bare = () => withValue(endpoint(), "aiGateway", undefined);
const total = () => stackFindings(reportAdvice, []);

describe("report-advice", () => {
  beforeEach(() => {
    process.env["DATABRICKS_SERVING_POLICY_VERBOSE"] = "false";
    takeAdvice();
  });
  afterEach(() => {
    process.env["DATABRICKS_SERVING_POLICY_VERBOSE"] = "true";
    takeAdvice();
  });

  it("gives the same advice once, and says at the end for whom else it stands", () => {
    const names = Array.from({ length: 10 }, (_, index) => `chat-${index}`);
    const rules = [requireRateLimit, requireUsageTracking, requireGuardrails];
    const reported = names.flatMap((name) => rules.flatMap((rule) => findings(rule, bare(), { name })));
    expect(reported).toHaveLength(3);
    const [text] = total();
    expect(text).toContain("30 pieces of advice for 10 resources, each given once");
    expect(text?.split("\n").slice(1)).toEqual([
      "also for chat-1, chat-2, chat-3, chat-4, chat-5 and 4 more: require-rate-limit, require-usage-tracking, require-guardrails",
    ]);
    expect(text).toMatch(/^chat-0: /);
  });

  it("has one line for a resource and rule, with every path", () => {
    const [text, ...rest] = findings(requireGuardrails, bare());
    expect(rest).toEqual([]);
    expect(text).toContain(
      "aiGateway.guardrails.input.safety: found nothing; write true; likewise at aiGateway.guardrails.input.pii.behavior",
    );
  });

  it("holds back nothing that refuses", () => {
    const config = { enforcementLevel: "mandatory" } as const;
    const refused = ["a", "b"].flatMap((name) => findings(requireUsageTracking, bare(), { name, config }));
    expect(refused).toHaveLength(2);
    expect(total()).toEqual([]);
  });

  it("tells the same resource again in another run", () => {
    expect([
      ...findings(requireUsageTracking, bare()),
      ...findings(requireUsageTracking, bare()),
    ]).toHaveLength(2);
  });

  it("says nothing of a clean program, and of one piece of advice", () => {
    expect(findings(requireUsageTracking, endpoint())).toEqual([]);
    expect(total()).toEqual([]);
    expect(findings(requireUsageTracking, bare())).toHaveLength(1);
    expect(total()).toEqual([]);
  });

  it("gathers nothing where each finding is asked for", () => {
    process.env["DATABRICKS_SERVING_POLICY_VERBOSE"] = "true";
    expect(
      ["a", "b"].flatMap((name) => findings(requireGuardrails, bare(), { name })).length,
    ).toBeGreaterThan(3);
    expect(total()).toEqual([]);
  });
});

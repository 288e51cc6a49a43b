import { describe, expect, it } from "vitest";
import { limitBaseHosts as rule } from "../../../policies/rules/limit-base-hosts";
import { endpoint, endpointTypes, UNKNOWN } from "../baseline";
import { findings, withValue } from "../judge";

const base = "config.servedEntities.0.externalModel.openaiConfig.openaiApiBase";
const config = { allowed: ["*.openai.azure.com"] };

describe("limit-base-hosts", () => {
  it.each(endpointTypes)("reports a host that is not approved on %s", (type) => {
    expect(
      findings(rule, withValue(endpoint(), base, "https://proxy.example.net/v1"), { type, config }),
    ).toEqual([
      'config.servedEntities[0].externalModel.openaiConfig.openaiApiBase: found the host "proxy.example.net", which is not approved; use one of *.openai.azure.com',
    ]);
  });

  it("is not deceived by an approved name within another", () => {
    for (const url of [
      "https://x.openai.azure.com.evil.net",
      "https://x.openai.azure.com@evil.net",
      "https://evil.net/x.openai.azure.com",
    ]) {
      expect(findings(rule, withValue(endpoint(), base, url), { config }), url).toHaveLength(1);
    }
  });

  it("accepts approved hosts in any letter case, anything where nothing is configured, and what is not known yet", () => {
    expect(findings(rule, withValue(endpoint(), base, "https://X.OpenAI.Azure.com/"), { config })).toEqual(
      [],
    );
    expect(findings(rule, withValue(endpoint(), base, "https://proxy.example.net"))).toEqual([]);
    expect(findings(rule, withValue(endpoint(), base, UNKNOWN), { config })).toEqual([]);
  });
});

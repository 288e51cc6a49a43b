import { describe, expect, it } from "vitest";
import { requireSecretReference as rule } from "../../../policies/rules/require-secret-reference";
import { endpoint, endpointTypes, UNKNOWN } from "../baseline";
import { findings, withValue } from "../judge";

const key = "config.servedEntities.0.externalModel.openaiConfig.openaiApiKey";

describe("require-secret-reference", () => {
  it.each([
    "{{secret/llm/key}}",
    "{{secrets/llm}}",
    "{{ secrets/llm/key }}",
    "{{secrets/llm/key}",
    "secrets/llm/key",
    "{{secrets//key}}",
    "{{secrets/a/b/c}}",
    "",
  ])("rejects %j as a reference", (text) => {
    for (const type of endpointTypes) {
      const [found, ...rest] = findings(rule, withValue(endpoint(), key, text), { type });
      expect(rest).toEqual([]);
      expect(found).toContain(
        "config.servedEntities[0].externalModel.openaiConfig.openaiApiKey: found a text that is no reference to a secret; write {{secrets/<scope>/<key>}}",
      );
    }
  });

  it("does not print what stands there: it may be the credential", () => {
    expect(findings(rule, withValue(endpoint(), key, "swordfish")).join()).not.toContain("swordfish");
  });

  it("looks into nested ways to sign in", () => {
    const custom = {
      provider: "custom",
      name: "m",
      task: "llm/v1/chat",
      customProviderConfig: { customProviderUrl: "https://x", bearerTokenAuth: { token: "plain" } },
    };
    expect(
      findings(rule, withValue(endpoint(), "config.servedEntities.0.externalModel", custom))[0],
    ).toContain("customProviderConfig.bearerTokenAuth.token");
  });

  it("limits the scopes where the configuration says so", () => {
    const props = withValue(endpoint(), key, "{{secrets/other-team/key}}");
    expect(findings(rule, props)).toEqual([]);
    expect(findings(rule, props, { config: { allowedScopes: ["llm"] } })).toEqual([
      expect.stringContaining('found a secret of the scope "other-team"; use one of the scopes llm'),
    ]);
    expect(findings(rule, props, { config: { allowedScopes: ["other-*", "llm"] } })).toEqual([]);
  });

  it("judges an environment variable only where it means to be a reference", () => {
    const variables = (value: string) =>
      withValue(endpoint(), "config.servedEntities.0.environmentVars", { X: value });
    expect(findings(rule, variables("plain"))).toEqual([]);
    expect(findings(rule, variables("{{secrets/llm/key}}"))).toEqual([]);
    expect(findings(rule, variables("{{secrets/llm}}"))).toHaveLength(1);
  });

  it("waits for a reference that is not known yet", () => {
    expect(findings(rule, withValue(endpoint(), key, UNKNOWN))).toEqual([]);
  });
});

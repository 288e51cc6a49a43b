import { describe, expect, it } from "vitest";
import { requireSecretReference as rule } from "../../../policies/rules/require-secret-reference";
import { endpoint, MODEL_SERVING, UNKNOWN } from "../baseline";
import { problemsOf } from "../../resources/checked-programs";
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
    const [found, ...rest] = findings(rule, withValue(endpoint(), key, text), { type: MODEL_SERVING });
    expect(rest).toEqual([]);
    expect(found).toContain(
      "config.servedEntities[0].externalModel.openaiConfig.openaiApiKey: found a text that is no reference to a secret; write {{secrets/<scope>/<key>}}",
    );
    // Of this package's resources, the check says so.
    expect(findings(rule, withValue(endpoint(), key, text))).toEqual([]);
    expect(problemsOf(withValue(endpoint(), key, text)).join("\n")).toContain("openaiApiKey");
  });

  it("does not print what stands there: it may be the credential", () => {
    expect(
      findings(rule, withValue(endpoint(), key, "swordfish"), { type: MODEL_SERVING }).join(),
    ).not.toContain("swordfish");
  });

  it("looks into nested ways to sign in", () => {
    const custom = {
      provider: "custom",
      name: "m",
      task: "llm/v1/chat",
      customProviderConfig: { customProviderUrl: "https://x", bearerTokenAuth: { token: "plain" } },
    };
    const props = withValue(endpoint(), "config.servedEntities.0.externalModel", custom);
    expect(findings(rule, props, { type: MODEL_SERVING })[0]).toContain(
      "customProviderConfig.bearerTokenAuth.token",
    );
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
    for (const broken of [
      "{{secrets/llm}}",
      "${secrets/a/b}",
      "{secrets/a/b}",
      "{{secret/a/b}}",
      "{{ secrets/a/b }}",
      "[[secrets/a/b]]",
      "{{secret('a', 'b')}}",
      "dbutils.secrets.get('a', 'b')",
    ])
      expect(findings(rule, variables(broken)), broken).toHaveLength(1);
    for (const other of ["{{ user.name }}", "${HOME}/models", "/secrets/mounted", "secret sauce"])
      expect(findings(rule, variables(other)), other).toEqual([]);
  });

  it("rejects a reference in a setting that is sent as it is", () => {
    const organization = "config.servedEntities.0.externalModel.openaiConfig.openaiOrganization";
    expect(findings(rule, withValue(endpoint(), organization, "{{secrets/llm/org}}"))).toEqual([
      expect.stringContaining("openaiOrganization: found a reference to a secret in a field that takes none"),
    ]);
    expect(findings(rule, withValue(endpoint(), "description", "keys are in {{secrets/llm/…}}"))).toEqual([]);
  });

  it("waits for a reference that is not known yet", () => {
    expect(findings(rule, withValue(endpoint(), key, UNKNOWN))).toEqual([]);
  });
});

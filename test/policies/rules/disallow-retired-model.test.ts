import { describe, expect, it } from "vitest";
import { disallowRetiredModel as rule } from "../../../policies/rules/disallow-retired-model";
import { endpoint, endpointTypes, EXTERNAL_MODEL, UNKNOWN } from "../baseline";
import { findings, withValue } from "../judge";

const judge = (
  provider: string,
  name: unknown,
  extra: object = {},
  options: Parameters<typeof findings>[2] = {},
) =>
  findings(
    rule,
    withValue(endpoint(), "config.servedEntities.0.externalModel", {
      provider,
      name,
      task: "llm/v1/chat",
      ...extra,
    }),
    options,
  );

describe("disallow-retired-model", () => {
  it.each(endpointTypes)(
    "reports a retired model on %s with its date, its replacement and the source",
    (type) => {
      const [found] = judge("anthropic", "claude-2.1", {}, { type });
      expect(found).toContain(
        'config.servedEntities[0].externalModel.name: found "claude-2.1", which was to be retired on 2025-07-21',
      );
      expect(found).toContain('write "claude-opus-4-8"; see https://platform.claude.com/');
    },
  );

  it("reports a retirement ahead as many days before as configured", () => {
    const bedrock = { amazonBedrockConfig: { bedrockProvider: "ai21labs" } };
    expect(judge("amazon-bedrock", "jamba-1-5-mini-v1:0", bedrock)[0]).toContain(
      "is to be retired on 2026-11-26, in 1 day",
    );
    expect(judge("amazon-bedrock", "jamba-1-5-mini-v1:0", bedrock, { config: { warnDaysAhead: 0 } })).toEqual(
      [],
    );
    expect(judge("openai", "text-embedding-ada-002", { openaiConfig: { openaiApiType: "azure" } })).toEqual(
      [],
    );
  });

  it("goes by the dates of whoever hosts the model", () => {
    expect(judge("openai", "gpt-3.5-turbo", { openaiConfig: {} })[0]).toContain("2026-10-23");
    expect(judge("openai", "gpt-3.5-turbo", { openaiConfig: { openaiApiType: "azure" } })[0]).toContain(
      "is deprecated",
    );
    expect(judge("openai", "gpt-3.5-turbo", { openaiConfig: { openaiApiType: UNKNOWN } })).toEqual([]);
  });

  it("leaves out models that are deprecated without a date where configured so", () => {
    expect(judge("cohere", "command-r")).toHaveLength(1);
    expect(judge("cohere", "command-r", {}, { config: { reportDeprecated: false } })).toEqual([]);
  });

  it("says nothing of current models, of unknown ones, and of names not known yet", () => {
    expect(judge("anthropic", "claude-opus-5")).toEqual([]);
    expect(judge("anthropic", "claude-opus-99")).toEqual([]);
    expect(judge("anthropic", UNKNOWN)).toEqual([]);
  });

  it("looks at external models of their own too", () => {
    const props = { endpoint: "chat", provider: "anthropic", name: "claude-2.1", task: "llm/v1/chat" };
    expect(findings(rule, props, { type: EXTERNAL_MODEL })[0]).toMatch(/^name: found "claude-2.1"/);
  });
});

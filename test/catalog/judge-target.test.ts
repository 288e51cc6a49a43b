import { expect, test } from "vitest";
import { judgeTarget } from "../../provider/catalog/judge-target";

const verdicts = (providerType: string, model: string, ...nativeApiTypes: string[]) =>
  judgeTarget({ providerType, model, nativeApiTypes }).map(
    ({ apiType, verdict }) => `${apiType}: ${verdict}`,
  );

test.each([
  ["OPENAI", "gpt-4o", "openai/v1/chat/completions", "listed"],
  ["EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI", "gpt-4o", "openai/v1/responses", "listed"],
  ["OPENAI", "gpt-4o", "openai/v1/embeddings", "contradicted"],
  ["OPENAI", "gpt-4o", "anthropic/v1/messages", "contradicted"],
  ["OPENAI", "claude-sonnet-4-6", "openai/v1/chat/completions", "contradicted"],
  ["ANTHROPIC", "gpt-4o", "anthropic/v1/messages", "contradicted"],
  ["CUSTOM", "anything", "openai/v1/chat/completions", "unlisted-but-allowed"],
  ["MICROSOFT_FOUNDRY", "a-deployment", "openai/v1/chat/completions", "unlisted-but-allowed"],
])("%s with %s by %s: the catalogue finds it %4$s", (providerType, model, apiType, verdict) => {
  expect(verdicts(providerType, model, apiType)).toEqual([`${apiType}: ${verdict}`]);
});

test("each API is judged for itself, and unknown APIs and providers not at all", () => {
  expect(
    verdicts("OPENAI", "text-embedding-3-small", "openai/v1/embeddings", "openai/v1/completions", "x/y/z"),
  ).toEqual(["openai/v1/embeddings: listed", "openai/v1/completions: contradicted"]);
  expect(verdicts("OPENAY", "gpt-4o", "openai/v1/chat/completions")).toEqual([]);
});

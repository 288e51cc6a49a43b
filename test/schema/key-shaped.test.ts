import { describe, expect, it, test } from "vitest";
import { keyShaped } from "../../provider/schema/key-shaped";
import { mayHoldKey } from "../../provider/schema/may-hold-key";

const letters = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789".repeat(8);
const hex = "0123456789abcdef".repeat(12);
const base64 = "Zm9vYmFyYmF6cXV4".repeat(12);

describe("a key is known by its format", () => {
  // Made here, so that no scanner of this repository takes them for lost keys.
  test.each([
    ["an OpenAI project key", `sk-proj-${letters.slice(0, 60)}`],
    ["an older OpenAI key", `sk-${letters.slice(0, 48)}`],
    ["an Anthropic key, cut short", `sk-ant-api03-${letters.slice(0, 20)}`],
    ["a Databricks token with its suffix", `dapi${hex.slice(0, 32)}-2`],
    ["an AWS access key id", "AKIAIOSFODNN7EXAMPLE"],
    ["an AWS session token", `IQoJb3JpZ2luX2VjE${base64.slice(0, 40)}`],
    ["an Amazon Bedrock key", `ABSKQmVkcm9ja0FQSUtleS1${base64.slice(0, 40)}`],
    ["a Google key", `AIza${letters.slice(0, 35)}`],
    ["an Azure OpenAI key of the newer form", `${letters.slice(0, 52)}JQQJ99ALACYeBjFXJ3w3AAABACOGabcd`],
    ["an Entra client secret", `xY~8Q~${letters.slice(0, 34)}`],
    ["a Hugging Face token", `hf_${letters.replaceAll(/\d/g, "").slice(0, 34)}`],
    ["a GitHub token", `ghp_${letters.slice(0, 36)}`],
    ["a Slack token", `xoxb-${"1".repeat(12)}-${"2".repeat(12)}-abcdefghijkl`],
    ["a Stripe key", `sk_live_${letters.slice(0, 24)}`],
    ["a SendGrid key", `SG.${letters.slice(0, 66)}`],
    ["a GitLab token", `glpat-${letters.slice(0, 20)}`],
    ["a Pulumi token", `pul-${hex.slice(0, 40)}`],
    ["a private key", "-----BEGIN PRIVATE KEY-----\nMIIE…"],
    ["an encrypted private key", "-----BEGIN ENCRYPTED PRIVATE KEY-----"],
    ["a JWT", `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${letters.slice(0, 43)}`],
    ["a storage connection string", `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${base64};`],
    ["an ODBC connection string", "Driver={x};Server=tcp:a.example.com;Uid=svc;Pwd=hunter2;"],
    ["a password in a URL", "postgresql://svc:hunter2@db.internal/x"],
    ["a password in a URL within a sentence", "see https://svc:hunter2@db.internal for it"],
    ["a key in a query", "https://x.example.com/v1?api_key=abc123"],
    ["a subscription key in a query", "https://x.azure-api.net/v1?a=b&subscription-key=abc"],
    ["an authorization header", `Bearer ${letters.slice(0, 40)}`],
  ])("%s", (_, text) => {
    expect(keyShaped(text)).toBeTypeOf("string");
    expect(mayHoldKey(text)).toBe(true);
  });
});

describe("what only looks random is none", () => {
  test.each([
    "{{secrets/llm/OPENAI_API_KEY_2026}}",
    "GPT-4o-mini-2024-07-18-DataZone",
    "Claude-Sonnet-4-5-20250929-Prod",
    "org-AbCdEf0123456789GhIjKlMn",
    "72f988bf-86f1-41af-91ab-2d7cd011db47",
    "0D2A3B4C-5E6F-4A7B-8C9D-0E1F2A3B4C5D",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "3f9c1b7ad2e84c0fb6a5d1e09c7b2f481a2b3c4d",
    "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6",
    "arn:aws:iam::123456789012:role/AbCdEfGhIjKlMnOpQrStUvWxYz0123",
    "https://app.pulumi.com/Acme-Org/llm-gateway-2026/Prod-EU1",
    "https://ab1cd2ef3gh4ij5k.us-east-1.aws.endpoints.huggingface.cloud/v1/chat/completions",
    "https://a.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview",
    "https://jira.example.com/browse?key=ABC-1234&code=de",
    "https://docs.example.com/v1?api_key=<your key>",
    "https://example.com/a?X=1#token",
    "meta-llama/Llama-3.3-70B-Instruct-Turbo-FP8-Dynamic",
    "Bearer authentication is described in the runbook",
    "Basic authentication-and-authorization-2026",
    "task-force-llm-gateway-2026-production",
    "sk-learn-classifier-2026-production-eu",
    "AAD-GRP-DataScience-2026-LLM-Users-001",
    "projects/acme-prod-2026/locations/europe-west4/endpoints/1234567890123456789",
    "mailto:llm-platform@example.com",
    "git@github.com:acme/llm-gateway.git",
    "ssh://git@github.com/acme/llm-gateway.git",
    "jdbc:postgresql://db.internal:5432/llm",
    "http://proxy.internal:3128",
  ])("%s", (text) => {
    expect(keyShaped(text)).toBeUndefined();
  });

  it("and is shown, unless it has a run too mixed for a name", () => {
    expect(mayHoldKey("Llama-4-Maverick-17B-128E-Instruct-FP8")).toBe(false);
    expect(mayHoldKey("gpt-4o-mini-2024-07-18.ft-0e208cf33a6a466994aff31a08aba678")).toBe(false);
    expect(mayHoldKey("3f9c1b7ad2e84c0fb6a5d1e09c7b2f48")).toBe(true);
    expect(mayHoldKey("aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zA7b")).toBe(true);
  });
});

import { eventStream, isSigned } from "./aws";
import { AWS_SECRET, bearer, SERVICE_ACCOUNT, type LiveCase } from "./live-case";
import type { StandInRequest } from "./stand-in";

const chat = "llm/v1/chat";
const BEDROCK = "bedrock-runtime.eu-west-1.amazonaws.com";
const bedrock = (vendor: string): object => ({
  amazon_bedrock_config: {
    aws_region: "eu-west-1",
    bedrock_provider: vendor,
    aws_access_key_id_plaintext: "AKIALIVE",
    aws_secret_access_key_plaintext: AWS_SECRET,
  },
});
const bySignature = (request: StandInRequest): boolean => isSigned(request, BEDROCK, AWS_SECRET);
const vertex = {
  google_cloud_vertex_ai_config: {
    project_id: "acme",
    region: "europe-west4",
    private_key_plaintext: SERVICE_ACCOUNT,
  },
};
const VERTEX_HOSTS = ["oauth2.googleapis.com", "europe-west4-aiplatform.googleapis.com"];
const vertexPath = (rest: string): string =>
  `/v1/projects/acme/locations/europe-west4/publishers/google/models/${rest}`;

/** Models of others at Amazon Bedrock and Google Cloud Vertex AI. */
export const cloudCases: Record<string, LiveCase> = {
  "Anthropic at Amazon Bedrock": {
    provider: "amazon-bedrock",
    task: chat,
    model: { name: "claude-3-5-sonnet-20240620-v1:0", ...bedrock("anthropic") },
    hosts: [BEDROCK],
    path: "/model/anthropic.claude-3-5-sonnet-20240620-v1%3A0/converse",
    isSignedIn: bySignature,
    asks: {
      system: [{ text: "Be brief" }],
      messages: [{ role: "user", content: [{ text: "Hi" }] }],
      inferenceConfig: { maxTokens: 50 },
    },
    says: {
      output: { message: { role: "assistant", content: [{ text: "Hello there" }] } },
      stopReason: "end_turn",
      usage: { inputTokens: 7, outputTokens: 2, totalTokens: 9 },
    },
    streams: {
      path: "/model/anthropic.claude-3-5-sonnet-20240620-v1%3A0/converse-stream",
      says: eventStream(
        ["messageStart", { role: "assistant" }],
        ["contentBlockDelta", { contentBlockIndex: 0, delta: { text: "Hello " } }],
        ["contentBlockDelta", { contentBlockIndex: 0, delta: { text: "there" } }],
        ["contentBlockStop", { contentBlockIndex: 0 }],
        ["messageStop", { stopReason: "end_turn" }],
        [
          "metadata",
          { usage: { inputTokens: 7, outputTokens: 2, totalTokens: 9 }, metrics: { latencyMs: 1 } },
        ],
      ),
    },
  },
  "Titan at Amazon Bedrock": {
    provider: "amazon-bedrock",
    task: "llm/v1/embeddings",
    model: { name: "titan-embed-text-v1", ...bedrock("amazon") },
    hosts: [BEDROCK],
    path: "/model/amazon.titan-embed-text-v1/invoke",
    isSignedIn: bySignature,
    asks: { inputText: "Hi" },
    says: { embedding: [0.6, 0.8], inputTextTokenCount: 7 },
  },
  "Gemini at Google Cloud Vertex AI": {
    provider: "google-cloud-vertex-ai",
    task: chat,
    model: { name: "gemini-2.5-flash", ...vertex },
    hosts: VERTEX_HOSTS,
    path: vertexPath("gemini-2.5-flash:generateContent"),
    isSignedIn: bearer("ya29-token"),
    asks: {
      systemInstruction: { parts: [{ text: "Be brief" }] },
      contents: [{ role: "user", parts: [{ text: "Hi" }] }],
      generationConfig: { maxOutputTokens: 50 },
    },
    says: {
      candidates: [
        { content: { role: "model", parts: [{ text: "Hello there" }] }, finishReason: "STOP", index: 0 },
      ],
      usageMetadata: { promptTokenCount: 7, candidatesTokenCount: 2, totalTokenCount: 9 },
    },
  },
};

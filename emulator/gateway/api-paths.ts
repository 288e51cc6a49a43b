import { anthropicMessages } from "../models/formats/anthropic-messages";
import type { ApiFormat } from "../models/formats/api-format";
import { chatCompletions } from "../models/formats/chat-completions";
import { embeddings } from "../models/formats/embeddings";
import { geminiContent } from "../models/formats/gemini-content";
import { openaiResponses } from "../models/formats/openai-responses";
import { textCompletions } from "../models/formats/text-completions";

/** An API that the gateway offers. */
export interface GatewayApi {
  /** As `supported_api_types` and `native_api_types` call it. */
  type: string;
  format: ApiFormat;
}

/** The gateway's paths, unified ones and those of providers, without `/ai-gateway` in front. */
export const API_PATHS: Record<string, GatewayApi> = {
  "/mlflow/v1/chat/completions": { type: "mlflow/v1/chat/completions", format: chatCompletions },
  "/mlflow/v1/completions": { type: "mlflow/v1/completions", format: textCompletions },
  "/mlflow/v1/embeddings": { type: "mlflow/v1/embeddings", format: embeddings },
  "/mlflow/v1/responses": { type: "mlflow/v1/responses", format: openaiResponses },
  "/openai/v1/chat/completions": { type: "openai/v1/chat/completions", format: chatCompletions },
  "/openai/v1/completions": { type: "openai/v1/completions", format: textCompletions },
  "/openai/v1/embeddings": { type: "openai/v1/embeddings", format: embeddings },
  "/openai/v1/responses": { type: "openai/v1/responses", format: openaiResponses },
  // Where Databricks points the Codex CLI.
  "/codex/v1/responses": { type: "openai/v1/responses", format: openaiResponses },
  "/anthropic/v1/messages": { type: "anthropic/v1/messages", format: anthropicMessages },
};

/** Gemini's API, whose paths carry the model. */
export const GEMINI: GatewayApi = { type: "gemini/v1beta/generateContent", format: geminiContent };

import { expect } from "vitest";
import type { Answer } from "../with-emulator";
import { toOpenai, withChatService, type ServicesClient } from "./with-services";

export const UNIFIED = "/ai-gateway/mlflow/v1/chat/completions";
export const CHAT = "main.ai.chat";

export const say = (content: string, model = CHAT, over: object = {}): object => ({
  model,
  messages: [{ role: "user", content }],
  ...over,
});
export const textOf = ({ body }: Answer): string => body.choices[0].message.content;

const provider = (type: string, block: object, targets: [string, ...string[]][]): object => ({
  provider_type: `EXTERNAL_MODEL_PROVIDER_TYPE_${type}`,
  ...block,
  targets: targets.map(([model, ...native_api_types]) => ({ model, native_api_types })),
});
const key = { plaintext: "sk-plain" };
export const to = (
  name: string,
  service: string,
  model: string,
  over: object = {},
): Record<string, unknown> =>
  toOpenai(name, {
    external_model_config: {
      model_provider_service: `model-provider-services/${service}`,
      target: { model },
    },
    ...over,
  });

/** Two providers beside OpenAI: `main.ai.anthropic` and `main.ai.gemini`. */
export async function withProviders(): Promise<ServicesClient> {
  const client = await withChatService();
  const anthropic = provider("ANTHROPIC", { anthropic: { direct: { api_key: key } } }, [
    ["claude-sonnet-4-6", "anthropic/v1/messages"],
  ]);
  const gemini = provider(
    "GEMINI_ENTERPRISE",
    { gemini_enterprise: { direct: { project_id: "p", region: "r", api_key: key } } },
    [["gemini-3-pro", "gemini/v1beta/generateContent"]],
  );
  for (const [id, config] of [
    ["anthropic", anthropic],
    ["gemini", gemini],
  ] as const) {
    expect((await client.createProvider(id, config)).body.message).toBeUndefined();
  }
  return client;
}

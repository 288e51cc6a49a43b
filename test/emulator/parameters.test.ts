import { describe, expect, test } from "vitest";
import { PARAMETER_PROVIDERS, providerParameters } from "../../emulator/models/provider-parameters";
import { CHAT, model, say, withChat } from "./with-chat";

const KEY = "{{secrets/llm/openai}}";
const bedrock = (vendor: string, name: string): object =>
  model("amazon-bedrock", "llm/v1/chat", name, {
    amazon_bedrock_config: {
      aws_region: "us-east-1",
      bedrock_provider: vendor,
      instance_profile_arn: "arn:x",
    },
  });

/** A chat model of each provider that has one. */
const entities: Record<string, object> = {
  openai: model("openai", "llm/v1/chat", "gpt-4o", { openai_config: { openai_api_key: KEY } }),
  anthropic: model("anthropic", "llm/v1/chat", "claude-sonnet-4-5", {
    anthropic_config: { anthropic_api_key: KEY },
  }),
  cohere: model("cohere", "llm/v1/chat", "command-r", { cohere_config: { cohere_api_key: KEY } }),
  "amazon-bedrock/anthropic": bedrock("Anthropic", "claude-3-sonnet-20240229-v1:0"),
  "amazon-bedrock/amazon": bedrock("amazon", "nova-pro-v1:0"),
  "amazon-bedrock/cohere": bedrock("cohere", "command-r-v1:0"),
  "amazon-bedrock/ai21labs": bedrock("ai21labs", "jamba-1-5-large-v1:0"),
  ai21labs: model("ai21labs", "llm/v1/chat", "jamba-large", { ai21labs_config: { ai21labs_api_key: KEY } }),
  "google-cloud-vertex-ai": model("google-cloud-vertex-ai", "llm/v1/chat", "gemini-2.5-flash", {
    google_cloud_vertex_ai_config: { project_id: "p", region: "r", private_key: KEY },
  }),
  palm: model("palm", "llm/v1/chat", "chat-bison", { palm_config: { palm_api_key: KEY } }),
};

const VALUES: Record<string, unknown> = {
  max_tokens: 50,
  max_completion_tokens: 50,
  temperature: 0.5,
  stop: ["###"],
  n: 2,
  stream: true,
  logit_bias: { "50256": -100 },
  top_k: 5,
  frequency_penalty: 0.5,
  presence_penalty: 0.5,
  top_p: 0.9,
  tools: [{ type: "function", function: { name: "f" } }],
  response_format: { type: "json_object" },
  parallel_tool_calls: false,
  logprobs: true,
  seed: 1,
  user: "u",
  dimensions: 8,
  echo: true,
  best_of: 1,
  suffix: "x",
  reasoning_effort: "low",
  thinking: { type: "enabled", budget_tokens: 1024 },
};

describe("parameters of a query", () => {
  test.each(PARAMETER_PROVIDERS)(
    "are taken, dropped or refused by %s as the table says",
    async (provider) => {
      const { call } = await withChat([entities[provider]]);
      const wrong: string[] = [];
      for (const [name, { taken, elsewhere }] of Object.entries(providerParameters)) {
        if (name === "top_logprobs") continue;
        const refused = !taken.includes(provider) && elsewhere === "refused";
        const answer = await call("POST", CHAT, say("x", { [name]: VALUES[name] }));
        if (answer.status !== (refused ? 400 : 200)) wrong.push(`${name}: ${answer.status}`);
        if (refused && JSON.parse(answer.body.message).external_model_provider !== provider.split("/")[0]) {
          wrong.push(`${name}: ${answer.body.message}`);
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  test("that the page lists: who takes what", async () => {
    const taking = (name: string) => providerParameters[name]!.taken;
    expect(taking("logit_bias")).toEqual(["openai", "cohere"]);
    expect(taking("top_k")).toEqual(["anthropic", "cohere"]);
    expect(taking("frequency_penalty")).toEqual(["openai", "cohere"]);
    expect(taking("presence_penalty")).toEqual(["openai", "cohere"]);
    expect(taking("stream")).toEqual(["openai", "anthropic", "cohere", "amazon-bedrock/anthropic"]);
  });

  test("are refused in the words of their provider", async () => {
    const words = async (provider: string, over: object): Promise<string> => {
      const { call } = await withChat([entities[provider]]);
      const { external_model_error: error } = JSON.parse(
        (await call("POST", CHAT, say("x", over))).body.message,
      );
      return error.error?.message ?? error.message;
    };
    expect(await words("openai", { top_k: 5 })).toBe("Unrecognized request argument supplied: top_k");
    expect(await words("anthropic", { logit_bias: {} })).toBe("logit_bias: Extra inputs are not permitted");
    expect(await words("anthropic", { n: 2 })).toBe("'n' must be 1 for provider anthropic.");
  });

  test("come in extra_params as well, as texts", async () => {
    const { call } = await withChat([entities.anthropic]);
    expect((await call("POST", CHAT, say("x", { extra_params: { top_k: "5" } }))).status).toBe(200);
    const cut = await call("POST", CHAT, say("x", { extra_params: { max_tokens: "3" } }));
    expect(cut.body.choices[0].finish_reason).toBe("length");
    expect((await call("POST", CHAT, say("x", { extra_params: { logit_bias: "{}" } }))).status).toBe(400);
  });

  test("that a provider has not do not show in its answer", async () => {
    const { call } = await withChat([entities.anthropic]);
    const answer = await call("POST", CHAT, say("x", { logprobs: true }));
    expect(answer.body.choices[0]).not.toHaveProperty("logprobs");
  });
});

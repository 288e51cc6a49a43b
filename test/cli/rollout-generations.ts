import { claude, gpt, split } from "../lifecycle/programs";
import type { Bench } from "../lifecycle/with-lifecycle";

const ENDPOINT = "/api/2.0/serving-endpoints/assistant";
const SERVICE = "/api/2.1/unity-catalog/model-services/main.ai.assistant";

/** What the two generations have in common here: models gpt and claude, of which claude has nothing yet. */
export interface Generation {
  readonly name: string;
  make(bench: Bench): Promise<void>;
  ask(bench: Bench): Promise<unknown>;
  /** Shares by name, as the workspace shows them. */
  shares(bench: Bench): Promise<Record<string, number>>;
  /** Moves traffic as somebody else does. */
  move(bench: Bench, gpt: number, claude: number): Promise<void>;
  /** Path of the request that moves traffic. */
  readonly write: { method: string; path: string };
}

const ASK = { messages: [{ role: "user", content: "Hi" }], max_tokens: 5 };

/** An endpoint. */
export const endpoint: Generation = {
  name: "assistant",
  async make(bench) {
    await bench
      .endpoint("assistant")
      .up({ ...split([gpt(), 70], [gpt("older", "gpt-4.1"), 30], [claude(), 0]) });
  },
  ask: (bench) => bench.byHand("POST", "/serving-endpoints/assistant/invocations", ASK),
  async shares(bench) {
    const { config } = await bench.byHand("GET", ENDPOINT);
    return Object.fromEntries(
      config.traffic_config.routes.map((one: any) => [one.served_model_name, one.traffic_percentage]),
    );
  },
  async move(bench, ...[forGpt, forClaude]) {
    const { config } = await bench.byHand("GET", ENDPOINT);
    // What is read is sent, with all that the API adds.
    bench.emulator.set({ unknownRequestFields: "ignore" });
    const routes = [
      { served_model_name: "gpt", traffic_percentage: forGpt },
      { served_model_name: "claude", traffic_percentage: forClaude },
      { served_model_name: "older", traffic_percentage: 0 },
    ];
    await bench.byHand("PUT", `${ENDPOINT}/config`, { ...config, traffic_config: { routes } });
    bench.emulator.advance(60_000);
  },
  write: { method: "PUT", path: `${ENDPOINT}/config` },
};

const provider = (id: string, providerType: string, settings: object, model: string, api: string) => ({
  parent: "main.ai",
  modelProviderServiceId: id,
  config: { providerType, ...settings, targets: [{ model, nativeApiTypes: [api] }] },
});

const destination = (name: string, service: string, model: string, trafficPercentage: number) => ({
  name,
  trafficPercentage,
  externalModelConfig: { modelProviderService: `main.ai.${service}`, target: { model } },
});

/** A model service. */
export const service: Generation = {
  name: "main.ai.assistant",
  async make(bench) {
    const apiKey = (name: string) => ({ direct: { apiKey: { plaintext: `upstream-${name}` } } });
    await bench.providerService("openai").up({
      ...provider("openai", "OPENAI", { openai: apiKey("openai") }, "gpt-5.4", "openai/v1/chat/completions"),
      config: {
        providerType: "OPENAI",
        openai: apiKey("openai"),
        targets: ["gpt-5.4", "gpt-4.1"].map((model) => ({
          model,
          nativeApiTypes: ["openai/v1/chat/completions"],
        })),
      },
    });
    await bench
      .providerService("anthropic")
      .up(
        provider(
          "anthropic",
          "ANTHROPIC",
          { anthropic: apiKey("anthropic") },
          "claude-sonnet-4-6",
          "anthropic/v1/messages",
        ),
      );
    await bench.modelService("assistant").up({
      parent: "main.ai",
      modelServiceId: "assistant",
      comment: "stays",
      config: {
        routing: {
          destinations: [
            destination("gpt", "openai", "gpt-5.4", 70),
            destination("older", "openai", "gpt-4.1", 30),
            destination("claude", "anthropic", "claude-sonnet-4-6", 0),
          ],
        },
      },
    });
  },
  ask: (bench) =>
    bench.byHand("POST", "/ai-gateway/mlflow/v1/chat/completions", { ...ASK, model: "main.ai.assistant" }),
  async shares(bench) {
    const { config } = await bench.byHand("GET", SERVICE);
    return Object.fromEntries(
      config.routing.destinations.map((one: any) => [one.name, one.traffic_percentage]),
    );
  },
  async move(bench, ...[forGpt, forClaude]) {
    const { config } = await bench.byHand("GET", SERVICE);
    const of: Record<string, number> = { gpt: forGpt, claude: forClaude };
    const destinations = config.routing.destinations.map((one: any) => ({
      ...one,
      traffic_percentage: of[one.name] ?? 0,
    }));
    await bench.byHand("PATCH", `${SERVICE}?update_mask=config.routing.destinations`, {
      config: { routing: { destinations } },
    });
  },
  write: { method: "PATCH", path: SERVICE },
};

import type { EmulatorOptions } from "../../../emulator/index";
import { custom, withEmulator, type Client } from "../with-emulator";

const KEY = "{{secrets/llm/openai}}";

const entity = (provider: string, task: string, name: string, config: object): object => ({
  name,
  external_model: { name, provider, task: `llm/v1/${task}`, ...config },
});
const openai = { openai_config: { openai_api_key: KEY } };

/** An endpoint for each task, by the names that these tests use. */
export const endpoints: Record<string, object> = {
  gpt: { ...entity("openai", "chat", "gpt-4o", openai), name: "gpt" },
  claude: {
    ...entity("anthropic", "chat", "claude-sonnet-4-5", { anthropic_config: { anthropic_api_key: KEY } }),
    name: "claude",
  },
  complete: { ...entity("openai", "completions", "gpt-3.5-turbo-instruct", openai), name: "complete" },
  embed: { ...entity("openai", "embeddings", "text-embedding-3-small", openai), name: "embed" },
  fraud: custom(),
};

/** A workspace with these endpoints ready, one that nobody but admins may query, and somebody who is none. */
export async function withWorkspace(options: EmulatorOptions = {}): Promise<Client> {
  const client = await withEmulator(options);
  const config = (served: object): object => ({ served_entities: [served] });
  for (const [name, served] of Object.entries(endpoints)) {
    await client.call("POST", "/api/2.0/serving-endpoints", { name, config: config(served) });
  }
  const limits = [{ calls: 0, key: "endpoint", renewal_period: "minute" }];
  await client.call("POST", "/api/2.0/serving-endpoints", {
    name: "limited",
    config: config(endpoints.gpt!),
    ai_gateway: { rate_limits: limits },
  });
  client.emulator.addIdentity({ userName: "bob@example.com", tokens: ["token-bob"] });
  for (const name of [...Object.keys(endpoints), "limited"]) await client.settled(name);
  return client;
}

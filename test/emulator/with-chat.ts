import { expect } from "vitest";
import type { EmulatorOptions } from "../../emulator/index";
import { openai, withEmulator, type Client } from "./with-emulator";

/** Where the endpoint of these tests takes queries. */
export const CHAT = "/serving-endpoints/chat/invocations";

export const say = (content: string, over: object = {}): object => ({
  messages: [{ role: "user", content }],
  ...over,
});

/** An emulator with one endpoint, `chat`, that is ready. */
export async function withChat(
  entities: unknown[] = [openai()],
  over: { traffic?: unknown; ai_gateway?: unknown; options?: EmulatorOptions } = {},
): Promise<Client> {
  const client = await withEmulator(over.options);
  const created = await client.call("POST", "/api/2.0/serving-endpoints", {
    name: "chat",
    ...(over.ai_gateway !== undefined && { ai_gateway: over.ai_gateway }),
    config: {
      served_entities: entities,
      ...(over.traffic !== undefined && { traffic_config: over.traffic }),
    },
  });
  expect(created.body.message).toBeUndefined();
  await client.settled("chat");
  return client;
}

/** A served entity of any provider. */
export const model = (
  provider: string,
  task: string,
  name: string,
  config: object,
): Record<string, unknown> => ({
  name: "one",
  external_model: { name, provider, task, ...config },
});

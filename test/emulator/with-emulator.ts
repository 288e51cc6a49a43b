import { afterEach } from "vitest";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator/index";

/** An answer of the emulator, read to its end. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: any;
}

export interface Client {
  emulator: Emulator;
  /** Sends a request as the admin, or with the token given. */
  call(method: string, path: string, body?: unknown, token?: string): Promise<Answer>;
  /** Waits in emulated time until an update has ended, and returns the endpoint. */
  settled(name: string): Promise<any>;
}

const running: Emulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

/** Where tests differ from the emulator's defaults: they count what they made, and see the order that is harder for a client. */
export const TEST_SWITCHES = { platformEndpoints: false, entityOrder: "by-name" } as const;

/** Starts an emulator for one test, with a secret scope `llm` that holds a key for every provider. */
export async function withEmulator(options: EmulatorOptions = {}): Promise<Client> {
  const emulator = await startEmulator({ ...options, switches: { ...TEST_SWITCHES, ...options.switches } });
  running.push(emulator);
  const call: Client["call"] = async (method, path, body, token = emulator.token) => {
    const response = await fetch(emulator.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      parsed = undefined;
    }
    return { status: response.status, headers: response.headers, text, body: parsed };
  };
  await call("POST", "/api/2.0/secrets/scopes/create", { scope: "llm" });
  for (const key of ["openai", "anthropic"]) {
    await call("POST", "/api/2.0/secrets/put", { scope: "llm", key, string_value: `sk-fake-${key}` });
  }
  emulator.journal.clear();
  return {
    emulator,
    call,
    async settled(name) {
      emulator.advance(600_000);
      return (await call("GET", `/api/2.0/serving-endpoints/${name}`)).body;
    },
  };
}

export const openai = (name = "gpt", model = "gpt-4o"): Record<string, unknown> => ({
  name,
  external_model: {
    name: model,
    provider: "openai",
    task: "llm/v1/chat",
    openai_config: { openai_api_key: "{{secrets/llm/openai}}" },
  },
});

export const anthropic = (name = "claude", model = "claude-sonnet-4-5"): Record<string, unknown> => ({
  name,
  external_model: {
    name: model,
    provider: "anthropic",
    task: "llm/v1/chat",
    anthropic_config: { anthropic_api_key: "{{secrets/llm/anthropic}}" },
  },
});

export const custom = (name = "fraud"): Record<string, unknown> => ({
  name,
  entity_name: "main.models.fraud",
  entity_version: "3",
  scale_to_zero_enabled: true,
});

export const split = (...shares: [string, number][]): Record<string, unknown> => ({
  routes: shares.map(([served_entity_name, traffic_percentage]) => ({
    served_entity_name,
    traffic_percentage,
  })),
});

import { expect } from "vitest";
import type { EmulatorOptions } from "../../../emulator/index";
import { withEmulator, type Answer, type Client } from "../with-emulator";

export const UC = "/api/2.1/unity-catalog";
export const PROVIDERS = `${UC}/model-provider-services`;
export const SERVICES = `${UC}/model-services`;

/** A path with query parameters, encoded. */
export const query = (path: string, parameters: Record<string, string>): string =>
  `${path}?${new URLSearchParams(parameters).toString()}`;

export const openaiConfig = (over: object = {}): Record<string, unknown> => ({
  provider_type: "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI",
  openai: { direct: { api_key: { plaintext: "sk-openai-plain" } } },
  targets: [
    { model: "gpt-5.4", native_api_types: ["openai/v1/chat/completions", "openai/v1/responses"] },
    { model: "gpt-5.4-mini", native_api_types: ["openai/v1/chat/completions"] },
  ],
  ...over,
});

/** A destination on a model of the provider service `main.ai.openai`. */
export const toOpenai = (name: string, over: object = {}): Record<string, unknown> => ({
  name,
  destination_type: "DESTINATION_TYPE_EXTERNAL_FOUNDATION_MODEL",
  external_model_config: {
    model_provider_service: "model-provider-services/main.ai.openai",
    target: { model: "gpt-5.4" },
  },
  ...over,
});

export const routing = (...destinations: object[]): Record<string, unknown> => ({
  routing: { destinations },
});

export interface ServicesClient extends Client {
  createProvider(id: string, config?: object, over?: object, token?: string): Promise<Answer>;
  createService(id: string, config?: object, over?: object, token?: string): Promise<Answer>;
  patch(name: string, mask: string, body: object, etag?: string, token?: string): Promise<Answer>;
  grant(type: string, name: string, principal: string, ...privileges: string[]): Promise<Answer>;
  /** Gives an object away on the control path. */
  giveTo(owner: string, type: string, name: string): Promise<Answer>;
}

/** An emulator whose users `ann` and `bob` have no rights yet, with calls for both kinds in `main.ai`. */
export async function withServices(options: EmulatorOptions = {}): Promise<ServicesClient> {
  const client = await withEmulator(options);
  client.emulator.addIdentity({ userName: "ann@example.com", tokens: ["ann"], groups: ["ml"] });
  client.emulator.addIdentity({ userName: "bob@example.com", tokens: ["bob"] });
  const { call } = client;
  return {
    ...client,
    createProvider: (id, config = openaiConfig(), over = {}, token) =>
      call(
        "POST",
        query(PROVIDERS, { parent: "schemas/main.ai", model_provider_service_id: id }),
        { config, ...over },
        token,
      ),
    createService: (id, config = routing(toOpenai("gpt")), over = {}, token) =>
      call(
        "POST",
        query(SERVICES, { parent: "schemas/main.ai", model_service_id: id }),
        { config, ...over },
        token,
      ),
    patch: (name, mask, body, etag, token) =>
      call("PATCH", query(`${UC}/${name}`, { update_mask: mask, ...(etag && { etag }) }), body, token),
    grant: (type, name, principal, ...add) =>
      call("PATCH", `${UC}/permissions/${type}/${name}`, { changes: [{ principal, add }] }),
    giveTo: (owner, type, name) => call("PUT", `/_emulator/owners/${type}/${name}`, { owner }),
  };
}

/** The same, with the provider service `main.ai.openai` and the model service `main.ai.chat` on it. */
export async function withChatService(options: EmulatorOptions = {}): Promise<ServicesClient> {
  const client = await withServices(options);
  expect((await client.createProvider("openai")).body.message).toBeUndefined();
  expect((await client.createService("chat")).body.message).toBeUndefined();
  client.emulator.journal.clear();
  return client;
}

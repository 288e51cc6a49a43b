import type { Json } from "../../schema/json";
import { isPlainObject } from "../../schema/plain-object";
import type { HttpClient } from "../api/http-client";
import type { CallOptions } from "../call-options";

/** Selects the provider service that a request goes through, in place of a model service. */
const PROVIDER_HEADER = "Databricks-Model-Provider-Service";

const MESSAGES = [{ role: "user", content: "ping" }];

/** The smallest request of each API, by its last words; a reasoning model needs some room even for that. */
const SMALLEST: readonly { readonly form: RegExp; readonly body: (model: string) => Json }[] = [
  { form: /chat\/completions$|\/messages$/, body: (model) => ({ model, messages: MESSAGES, max_tokens: 1 }) },
  { form: /responses$/, body: (model) => ({ model, input: "ping", max_output_tokens: 16 }) },
  { form: /embeddings$/, body: (model) => ({ model, input: "ping" }) },
  { form: /completions$/, body: (model) => ({ model, prompt: "ping", max_tokens: 1 }) },
];

/**
 * Requests to models, as callers send them. They change nothing, so that they are repeated.
 *
 * @throws ApiError from every method
 * @see https://docs.databricks.com/aws/en/ai-gateway/query-model-provider-services
 */
export class GatewayClient {
  constructor(private readonly http: HttpClient) {}

  /**
   * Sends the smallest request of an API to a model service.
   *
   * @param api of the unified ones, such as `chat/completions`
   */
  async ping(model: string, api: string, options: CallOptions = {}): Promise<void> {
    await this.send(`mlflow/v1/${api}`, model, options);
  }

  /**
   * Sends the smallest request to one model of a provider service, past all model services.
   *
   * @param apiType native API of the provider, such as `openai/v1/chat/completions`
   * @returns false where the API is not known, and nothing was sent
   */
  async pingProvider(
    providerService: string,
    model: string,
    apiType: string,
    options: CallOptions = {},
  ): Promise<boolean> {
    const headers = { [PROVIDER_HEADER]: providerService };
    if (/gemini\/.*generateContent$/.test(apiType)) {
      const path = `/ai-gateway/gemini/v1beta/models/${encodeURIComponent(model)}:generateContent`;
      const body = { contents: [{ role: "user", parts: [{ text: "ping" }] }] };
      await this.http.request("POST", path, { ...options, headers, body, repeatable: true, decode });
      return true;
    }
    return this.send(apiType, model, options, headers);
  }

  private async send(
    api: string,
    model: string,
    options: CallOptions,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<boolean> {
    const body = SMALLEST.find(({ form }) => form.test(api))?.body(model);
    if (body === undefined) return false;
    await this.http.request("POST", `/ai-gateway/${api}`, {
      ...options,
      headers,
      body,
      repeatable: true,
      decode,
    });
    return true;
  }
}

const decode = (json: Json): Json | undefined => (isPlainObject(json) ? json : undefined);

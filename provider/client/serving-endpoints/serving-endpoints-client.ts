import type { RemoteConfig } from "../../plan/remote-config";
import type { ServingEndpointInputs } from "../../resources/serving-endpoint";
import type { Json } from "../../schema/json";
import { ApiError } from "../api/api-error";
import type { Answer, HttpClient } from "../api/http-client";
import type { CallOptions } from "../call-options";
import {
  configBody,
  createBody,
  gatewayBody,
  notificationsBody,
  rateLimitsBody,
  tagsBody,
  telemetryBody,
} from "./endpoint-bodies";
import { remoteConfigBody } from "./remote-config";
import { decodeEndpoint, type RemoteEndpoint } from "./remote-endpoint";

const ENDPOINTS = "/api/2.0/serving-endpoints";

const at = (name: string, section = ""): string => `${ENDPOINTS}/${encodeURIComponent(name)}${section}`;

/** The smallest request of each task. */
export const SMALLEST_REQUEST: Readonly<Record<string, Json>> = {
  "llm/v1/chat": { messages: [{ role: "user", content: "ping" }], max_tokens: 1 },
  "llm/v1/completions": { prompt: "ping", max_tokens: 1 },
  "llm/v1/embeddings": { input: "ping" },
};

/** What an endpoint says of itself, and when, by the server's own clock, in milliseconds since 1970. */
export interface SeenEndpoint extends RemoteEndpoint {
  readonly seenAt: number | undefined;
}

/**
 * Serving endpoints, one method a call. Each answer is decoded here, once: what does not decode is an error of unknown
 * fate, and so is every failure of a write that is no refusal of the API's own. No write is repeated here.
 *
 * @throws ApiError from every method
 * @see https://docs.databricks.com/api/workspace/servingendpoints
 */
export class ServingEndpointsClient {
  constructor(private readonly http: HttpClient) {}

  /** Creates an endpoint with all that a create accepts; telemetry is dropped for external models. */
  async create(inputs: ServingEndpointInputs, options: CallOptions = {}): Promise<SeenEndpoint> {
    return this.endpoint("POST", ENDPOINTS, inputs.name, createBody(inputs), options);
  }

  /** The endpoint; undefined where the API says that there is none. */
  async get(name: string, options: CallOptions = {}): Promise<SeenEndpoint | undefined> {
    return this.endpoint("GET", at(name), name, undefined, options).catch((error: unknown) => {
      if (error instanceof ApiError && error.category === "not-found") return undefined;
      throw error;
    });
  }

  /** All endpoints that are visible to the caller, without what a list leaves out. */
  async list(options: CallOptions = {}): Promise<RemoteEndpoint[]> {
    const decode = (json: Json): RemoteEndpoint[] | undefined => {
      const { endpoints = [] } = objectOf(json) ?? { endpoints: null };
      if (!Array.isArray(endpoints)) return undefined;
      return endpoints.flatMap((item) => this.decoded(item) ?? []);
    };
    return (await this.http.request("GET", ENDPOINTS, { ...options, decode })).value;
  }

  async delete(name: string, options: CallOptions = {}): Promise<void> {
    await this.http.request("DELETE", at(name), { ...options, decode: objectOf });
  }

  /** Replaces the whole config. */
  async putConfig(
    name: string,
    inputs: Pick<ServingEndpointInputs, "config">,
    options: CallOptions = {},
  ): Promise<SeenEndpoint> {
    return this.endpoint("PUT", at(name, "/config"), name, configBody(inputs), options);
  }

  /** Replaces the whole config by one that several owners have written. */
  async putSharedConfig(
    name: string,
    config: RemoteConfig,
    options: CallOptions = {},
  ): Promise<SeenEndpoint> {
    return this.endpoint("PUT", at(name, "/config"), name, remoteConfigBody(config), options);
  }

  /** Replaces the whole gateway; without one everything is switched off. */
  async putAiGateway(
    name: string,
    gateway: ServingEndpointInputs["aiGateway"],
    options: CallOptions = {},
  ): Promise<void> {
    const body = gatewayBody(gateway);
    // The answer is the gateway as it now is.
    const decode = (json: Json) => {
      const answer = objectOf(json);
      const sent = Object.keys(objectOf(body) ?? {});
      return answer !== undefined && sent.every((section) => section in answer) ? answer : undefined;
    };
    await this.http.request("PUT", at(name, "/ai-gateway"), { ...options, body, decode });
  }

  /** Replaces the limits of the older form, which no answer ever shows again. */
  async putRateLimits(
    name: string,
    limits: ServingEndpointInputs["rateLimits"],
    options: CallOptions = {},
  ): Promise<void> {
    const body = rateLimitsBody(limits);
    // The limits as they now are; an empty list is left out.
    const decode = (json: Json) => {
      const answer = objectOf(json);
      return answer?.["rate_limits"] !== undefined || (limits ?? []).length === 0 ? answer : undefined;
    };
    await this.http.request("PUT", at(name, "/rate-limits"), { ...options, body, decode });
  }

  /** Adds, changes and deletes by key, from one list of tags to another. */
  async patchTags(
    name: string,
    before: ServingEndpointInputs["tags"],
    after: ServingEndpointInputs["tags"],
    options: CallOptions = {},
  ): Promise<void> {
    // The list of all tags, which older servers send bare.
    const decode = (json: Json) =>
      Array.isArray(json) || objectOf(json)?.["tags"] !== undefined ? json : undefined;
    await this.http.request("PATCH", at(name, "/tags"), {
      ...options,
      body: tagsBody(before, after),
      decode,
    });
  }

  async patchNotifications(
    name: string,
    notifications: ServingEndpointInputs["emailNotifications"],
    options: CallOptions = {},
  ): Promise<void> {
    const body = notificationsBody(notifications);
    const decode = (json: Json) => (objectOf(json)?.["name"] === name ? json : undefined);
    await this.http.request("PATCH", at(name, "/notifications"), { ...options, body, decode });
  }

  /** Replaces telemetry, or removes it. */
  async patchTelemetry(
    name: string,
    telemetry: ServingEndpointInputs["telemetryConfig"],
    options: CallOptions = {},
  ): Promise<SeenEndpoint> {
    return this.endpoint("PATCH", at(name, "/telemetry-config"), name, telemetryBody(telemetry), options);
  }

  /**
   * Sends the smallest request of a task to one served model. A query changes nothing, so that it is repeated.
   *
   * @returns false where the task is not known, and nothing was sent
   */
  async ping(name: string, servedModel: string, task: string, options: CallOptions = {}): Promise<boolean> {
    const body = SMALLEST_REQUEST[task];
    if (body === undefined) return false;
    const path = `/serving-endpoints/${encodeURIComponent(name)}/served-models/${encodeURIComponent(servedModel)}/invocations`;
    await this.http.request("POST", path, { ...options, body, repeatable: true, decode: objectOf });
    return true;
  }

  private async endpoint(
    method: string,
    path: string,
    name: string | undefined,
    body: Json | undefined,
    options: CallOptions,
  ): Promise<SeenEndpoint> {
    const decode = (json: Json) => {
      const endpoint = this.decoded(json);
      return endpoint?.name === name ? endpoint : undefined;
    };
    const answer: Answer<RemoteEndpoint> = await this.http.request(method, path, {
      ...options,
      body,
      decode,
    });
    return { ...answer.value, seenAt: answer.date };
  }

  private readonly decoded = (json: Json) => decodeEndpoint(json, this.http.connection.host);
}

const objectOf = (json: Json): { [field: string]: Json } | undefined =>
  json !== null && typeof json === "object" && !Array.isArray(json) ? json : undefined;

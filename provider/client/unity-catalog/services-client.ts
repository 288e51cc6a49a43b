import type * as z from "zod";
import type { ServiceAnswers, ServiceInputs, ServiceKind } from "../../resources/unity-catalog/service-kind";
import { secretsIn } from "../../resources/secret-values";
import { decode } from "../../schema/decode";
import type { Json } from "../../schema/json";
import { fieldsOf, isPlainObject } from "../../schema/plain-object";
import { ApiError } from "../api/api-error";
import type { HttpClient } from "../api/http-client";
import type { CallOptions } from "../call-options";
import { patchBody, serviceBody } from "./service-bodies";

const CATALOG = "/api/2.1/unity-catalog";

/** The API takes no list without a size: it gives up where a page would be too long. */
const PAGE_SIZE = "100";

/** A service as the API shows it. */
export interface SeenService<Inputs extends ServiceInputs = ServiceInputs> {
  /** `catalog.schema.name`. */
  readonly fullName: string;
  /** Inputs that the API shows; credentials are none of them. */
  readonly inputs: Partial<Inputs> & Pick<Inputs, "parent">;
  readonly answers: ServiceAnswers & { readonly supportedApiTypes?: string[] };
  /** When, by the server's own clock, in milliseconds since 1970. */
  readonly seenAt: number | undefined;
}

/** What an update is about. */
export interface ServicePatch<Inputs extends ServiceInputs> {
  readonly inputs: Inputs;
  /** Paths of the update mask: only these change. */
  readonly masks: readonly string[];
  /** The version that the update is made for; another one is refused as a conflict. */
  readonly etag: string | undefined;
}

/**
 * Services of one kind, one method a call. Each answer is decoded here, once; no write is repeated here.
 *
 * @throws ApiError from every method
 * @see https://docs.databricks.com/api/workspace/aigateway
 */
export class ServicesClient<Inputs extends ServiceInputs> {
  constructor(
    private readonly http: HttpClient,
    private readonly kind: ServiceKind<Inputs>,
  ) {}

  async create(inputs: Inputs, options: CallOptions = {}): Promise<SeenService<Inputs>> {
    return this.service("POST", `${CATALOG}/${this.kind.collection}`, this.kind.fullName(inputs), {
      ...this.hiding(inputs, options),
      query: { parent: inputs.parent, [this.kind.idParameter]: String(this.kind.leafOf(inputs)) },
      body: serviceBody(this.kind as ServiceKind, inputs),
    });
  }

  /** The service; undefined where the API says that there is none. */
  async get(fullName: string, options: CallOptions = {}): Promise<SeenService<Inputs> | undefined> {
    return this.service("GET", this.at(fullName), fullName, options).catch((error: unknown) => {
      if (error instanceof ApiError && error.category === "not-found") return undefined;
      throw error;
    });
  }

  /** All services that the caller sees, of one schema, or of all where none is given. */
  async list(parent: string | undefined, options: CallOptions = {}): Promise<SeenService<Inputs>[]> {
    const found: SeenService<Inputs>[] = [];
    for (let token: string | undefined; ;) {
      const query = {
        page_size: PAGE_SIZE,
        view: "FULL",
        ...(parent === undefined ? {} : { parent }),
        ...(token === undefined ? {} : { page_token: token }),
      };
      const { value } = await this.http.request("GET", `${CATALOG}/${this.kind.collection}`, {
        ...options,
        query,
        decode: this.decodePage,
      });
      found.push(...value.services);
      if (value.next === undefined) return found;
      token = value.next;
    }
  }

  async patch(
    fullName: string,
    { inputs, masks, etag }: ServicePatch<Inputs>,
    options: CallOptions = {},
  ): Promise<SeenService<Inputs>> {
    return this.service("PATCH", this.at(fullName), fullName, {
      ...this.hiding(inputs, options),
      query: { update_mask: masks.join(","), ...(etag === undefined ? {} : { etag }) },
      body: patchBody(this.kind as ServiceKind, inputs, masks),
    });
  }

  async delete(fullName: string, etag: string | undefined, options: CallOptions = {}): Promise<void> {
    await this.http.request("DELETE", this.at(fullName), {
      ...options,
      ...(etag === undefined ? {} : { query: { etag } }),
      decode: (json) => (isPlainObject(json) ? json : undefined),
    });
  }

  private at(fullName: string): string {
    return `${CATALOG}/${this.kind.collection}/${encodeURIComponent(fullName)}`;
  }

  private hiding(inputs: Inputs, options: CallOptions): CallOptions {
    return {
      ...options,
      secrets: [...(options.secrets ?? []), ...secretsIn(this.kind.inputs, inputs)],
    };
  }

  private async service(
    method: string,
    path: string,
    fullName: string,
    options: CallOptions & { query?: Record<string, string>; body?: Json },
  ): Promise<SeenService<Inputs>> {
    const decodeOne = (json: Json) => {
      const service = this.decoded(json);
      // Unity Catalog keeps names in lower case.
      return service?.fullName.toLowerCase() === fullName.toLowerCase() ? service : undefined;
    };
    const answer = await this.http.request(method, path, { ...options, decode: decodeOne });
    return { ...answer.value, seenAt: answer.date };
  }

  private readonly decodePage = (
    json: Json,
  ): { services: SeenService<Inputs>[]; next: string | undefined } | undefined => {
    if (!isPlainObject(json)) return undefined;
    const { [this.kind.collection.replaceAll("-", "_")]: items = [], next_page_token: next } = json;
    if (!Array.isArray(items)) return undefined;
    return {
      services: items.flatMap((item) => this.decoded(item) ?? []),
      next: typeof next === "string" && next !== "" ? next : undefined,
    };
  };

  private readonly decoded = (json: Json): SeenService<Inputs> | undefined => {
    const { name, comment, config, create_time: created } = fieldsOf(json);
    const prefix = `${this.kind.collection}/`;
    if (typeof name !== "string" || !name.startsWith(prefix) || !isPlainObject(config)) return undefined;
    if (typeof created !== "string") return undefined;
    const fullName = name.slice(prefix.length);
    const [catalog, schema, leaf, ...more] = fullName.split(".");
    if (schema === undefined || leaf === undefined || more.length > 0) return undefined;
    const { shape } = this.kind.inputs;
    const shown = decode(this.kind.outputs as z.ZodType, json) as ServiceAnswers;
    return {
      fullName,
      inputs: {
        parent: `schemas/${catalog}.${schema}`,
        [this.kind.leaf]: leaf,
        ...(typeof comment === "string" ? { comment } : {}),
        config: decode(shape["config"] as z.ZodType, config as Json),
      } as unknown as SeenService<Inputs>["inputs"],
      answers: { ...shown, name, fullName },
      seenAt: undefined,
    };
  };
}

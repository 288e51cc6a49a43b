import type { Securable } from "./securable";
import type { ModelProviderConfig, ModelServiceConfig } from "./service-messages";

export type ServiceKind = "MODEL_SERVICE" | "MODEL_PROVIDER_SERVICE";

interface Service extends Securable {
  /** Counts changes; the etag follows from it. */
  version: number;
  /** Ids of what the config refers to by name (destinations' backings, the inference table), as resolved when it was sent. */
  bindings: Record<string, string>;
}

export interface StoredProviderService extends Service {
  kind: "MODEL_PROVIDER_SERVICE";
  /** In wire form. A secret is `{}` or `{secret_reference}`: its plaintext is not kept. */
  config: ModelProviderConfig;
  /** Digest of the plaintext key, by which the upstream knows it; absent where a reference or the caller signs in. */
  keyDigest?: string;
}

export interface StoredModelService extends Service {
  kind: "MODEL_SERVICE";
  /** In wire form, without what is only read (`is_deleted`, `table`, `model`). */
  config: ModelServiceConfig;
}

export type StoredService = StoredProviderService | StoredModelService;

import type { SecurableType } from "./securable";

/** What a type is called in messages. */
export const KIND: Record<SecurableType, string> = {
  CATALOG: "Catalog",
  SCHEMA: "Schema",
  SECRET: "Secret",
  CREDENTIAL: "Credential",
  MODEL: "Model",
  TABLE: "Table",
  MODEL_SERVICE: "Model service",
  MODEL_PROVIDER_SERVICE: "Model provider service",
};

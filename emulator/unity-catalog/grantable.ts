import type { SecurableType } from "./securable";

const ON_SERVICE = ["EXECUTE", "READ_METADATA", "APPLY_TAG"];
const ON_SECRET = ["READ_SECRET", "READ_METADATA"];
const ON_MODEL = ["EXECUTE", "APPLY_TAG"];
const ON_TABLE = ["SELECT", "MODIFY", "APPLY_TAG"];

/** What is granted on a schema and passes on to what is in it. */
const ON_SCHEMA = [
  "USE_SCHEMA",
  "CREATE_CONNECTION",
  "CREATE_FUNCTION",
  "CREATE_MATERIALIZED_VIEW",
  "CREATE_MODEL",
  "CREATE_SECRET",
  "CREATE_SERVICE",
  "CREATE_TABLE",
  "CREATE_VOLUME",
  "EXTERNAL_USE_SCHEMA",
  "READ_VOLUME",
  "REFRESH",
  "WRITE_VOLUME",
  ...ON_SERVICE,
  ...ON_SECRET,
  ...ON_TABLE,
];

const BY_TYPE: Record<SecurableType, readonly string[]> = {
  CATALOG: ["USE_CATALOG", "BROWSE", "CREATE_SCHEMA", ...ON_SCHEMA],
  SCHEMA: ON_SCHEMA,
  SECRET: ON_SECRET,
  CREDENTIAL: ["ACCESS", "CREATE_CONNECTION"],
  MODEL: ON_MODEL,
  TABLE: ON_TABLE,
  MODEL_SERVICE: ON_SERVICE,
  MODEL_PROVIDER_SERVICE: ON_SERVICE,
};

/** Privileges that can be granted on objects of a type. */
export const grantable = (type: SecurableType): string[] => [
  ...new Set(["MANAGE", "ALL_PRIVILEGES", ...BY_TYPE[type]]),
];

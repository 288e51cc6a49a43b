/** Securables of Unity Catalog that the emulator knows, by the names of its permissions API. */
export type SecurableType =
  | "CATALOG"
  | "SCHEMA"
  | "SECRET"
  | "CREDENTIAL"
  | "MODEL"
  | "TABLE"
  | "MODEL_SERVICE"
  | "MODEL_PROVIDER_SERVICE";

/** What every securable has. Times are milliseconds since the epoch. */
export interface Securable {
  /** Survives no deletion: what is made again under the same name is another object. */
  id: string;
  /** One name of a catalog or credential, two of a schema, three of everything else. */
  fullName: string;
  owner: string;
  comment?: string;
  createdAt: number;
  createdBy: string;
  updatedAt: number;
  updatedBy: string;
}

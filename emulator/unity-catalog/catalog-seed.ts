import * as z from "zod";
import { KIND } from "./securable-kind";
import { MESSAGE } from "./service-messages";

const byFullName = <Value extends z.ZodType>(value: Value, what: string) =>
  z.record(z.string().regex(/^[^.]+\.[^.]+\.[^.]+$/, "{catalog}.{schema}.{name}"), value, what).optional();

/** What Unity Catalog holds from the start, besides what every workspace has. */
export const CATALOG_SEED = z.strictObject({
  /** Schemas, as `{catalog}.{schema}`; their catalogs come along. */
  schemas: z.array(z.string().regex(/^[^.]+\.[^.]+$/, "{catalog}.{schema}")).optional(),
  /** Secrets by full name: the value, or where it is found, as for secrets of scopes. */
  secrets: byFullName(z.string("a string"), "secrets by {catalog}.{schema}.{name}"),
  modelProviderServices: byFullName(
    MESSAGE.MODEL_PROVIDER_SERVICE,
    "provider services by {catalog}.{schema}.{name}",
  ),
  modelServices: byFullName(MESSAGE.MODEL_SERVICE, "model services by {catalog}.{schema}.{name}"),
  grants: z
    .array(
      z.strictObject({
        type: z.enum(Object.keys(KIND)),
        name: z.string(),
        principal: z.string(),
        privileges: z.array(z.string()),
      }),
    )
    .optional(),
});

export type CatalogSeed = z.input<typeof CATALOG_SEED>;

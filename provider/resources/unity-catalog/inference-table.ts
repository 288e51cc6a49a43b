import * as z from "zod";
import { serverDefault, shownOnly } from "../../schema/field-facts";
import { resourceName } from "./names";

/** Table of Unity Catalog that requests and answers are logged to. */
export const inferenceTable = () =>
  z
    .strictObject({
      /** Schema of the table, `schemas/catalog.schema`; fixed once the table is there. */
      parent: resourceName("schemas"),
      /** Prefix of the table's name, to which `_payload` is added; fixed once the table is there. Default: the service's name. */
      tableNamePrefix: serverDefault("the service's name", z.string().min(1).optional()),
      /** The table; the API says which. */
      table: shownOnly("the API names the table", serverDefault("the table", z.string().optional())),
      /** Whether the table was deleted; the API says so. */
      isDeleted: shownOnly("the API tells it", z.boolean().optional()),
    })
    .optional();

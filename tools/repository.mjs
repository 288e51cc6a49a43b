// @ts-check
import { dirname, join } from "node:path";

/** The root of the repository. */
export const root = dirname(import.meta.dirname);

/** Where tools keep what they know from one run to the next: gone together with what it tells about. */
export const toolCache = join(root, "node_modules", ".cache", "pulumi-databricks-serving");

// What `pulumi-resource-databricks-serving` runs.
import { servePlugin } from "./plugin-process";

servePlugin(process.argv[2]);

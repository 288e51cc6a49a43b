import { defineCommand } from "../kit/define-command";
import { convertArguments, convertOptions } from "./convert-options";

export const convertBundleCommand = defineCommand({
  name: "convert bundle",
  does: "print a program for what a Databricks bundle declares",
  about:
    "Takes what `databricks bundle validate -o json` prints, with all variables filled in, or the YAML itself. Carries over " +
    "model_serving_endpoints with their permissions. What is not carried over is listed. Needs no workspace.",
  arguments: convertArguments,
  options: convertOptions,
  examples: ["convert bundle databricks.yml", "convert bundle bundle.json --no-adopt"],
  run: async (given, terminal) => {
    const [{ runConvert }, { readBundle }] = await Promise.all([
      import("./run-convert.js"),
      import("./read-bundle.js"),
    ]);
    return runConvert(given, terminal, "the bundle", readBundle);
  },
});

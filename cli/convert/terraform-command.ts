import { defineCommand } from "../kit/define-command";
import { convertArguments, convertOptions } from "./convert-options";

export const convertTerraformCommand = defineCommand({
  name: "convert terraform",
  does: "print a program for what `terraform show -json` says of a state or a plan",
  about:
    "Carries over databricks_model_serving with its databricks_permissions, and turns keys that a databricks_secret holds into " +
    "references to it. What is not carried over is listed. Needs no workspace.",
  arguments: convertArguments,
  options: convertOptions,
  examples: ["convert terraform state.json", "convert terraform state.json --out index.ts"],
  run: async (given, terminal) => {
    const [{ runConvert }, { readTerraform }] = await Promise.all([
      import("./run-convert.js"),
      import("./read-terraform.js"),
    ]);
    return runConvert(given, terminal, "Terraform", readTerraform);
  },
});

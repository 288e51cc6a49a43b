import { defineCommand } from "../kit/define-command";
import { workspaceOptions } from "../workspace/workspace-options";

export const doctorCommand = defineCommand({
  name: "doctor",
  does: "check host, sign-in, rights and versions, and say what to mend",
  about:
    "Run it in the folder of a Pulumi program. Host and credentials are found as a deployment finds them: in the " +
    "configuration of the stack, the environment (DATABRICKS_HOST, DATABRICKS_TOKEN, …) or a profile. Changes nothing.",
  options: workspaceOptions,
  examples: ["doctor", "doctor --profile production --json"],
  run: async (given, terminal) => (await import("./run-doctor.js")).runDoctor(given, terminal),
});

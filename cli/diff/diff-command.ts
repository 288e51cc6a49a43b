import { defineCommand } from "../kit/define-command";
import { workspaceOptions } from "../workspace/workspace-options";

export const diffCommand = defineCommand({
  name: "diff",
  does: "compare the workspace with what the stack's state says of it",
  about:
    "Run it in the folder of a Pulumi program. It reads the state and the workspace, and changes neither: what " +
    "`pulumi refresh` would find, without a lock and without the program. Ends with 3 where something differs or is gone.",
  options: workspaceOptions,
  examples: ["diff", "diff --stack prod --json"],
  run: async (given, terminal) => (await import("./run-diff.js")).runDiff(given, terminal),
});

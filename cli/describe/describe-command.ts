import { defineCommand } from "../kit/define-command";
import { needed } from "../kit/param";
import { workspaceOptions } from "../workspace/workspace-options";

export const describeCommand = defineCommand({
  name: "describe",
  does: "show all that the workspace says of an endpoint, without credentials",
  arguments: { endpoint: needed("endpoint", "name of the endpoint") },
  options: workspaceOptions,
  examples: ["describe assistant", "describe assistant --json"],
  run: async (given, terminal) => (await import("./run-describe.js")).runDescribe(given, terminal),
});

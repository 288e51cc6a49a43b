import { defineCommand } from "../kit/define-command";
import { text } from "../kit/param";
import { workspaceOptions } from "../workspace/workspace-options";

export const listCommand = defineCommand({
  name: "list",
  does: "list endpoints with their models, state, traffic and owner",
  about:
    "Endpoints that Databricks keeps in every workspace (databricks-…) are left out unless a prefix asks for them.",
  options: {
    prefix: text("text", "only endpoints whose names begin with it"),
    provider: text("name", "only endpoints with a model of this provider, such as openai"),
    ...workspaceOptions,
  },
  examples: ["list", "list --provider anthropic --json"],
  run: async (given, terminal) => (await import("./run-list.js")).runList(given, terminal),
});

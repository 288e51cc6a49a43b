import { defineCommand } from "../kit/define-command";
import { needed, path, text } from "../kit/param";
import { STATE_IS_MADE_BY } from "../stack/state-is-made-by";
import { workspaceOptions } from "../workspace/workspace-options";

export const migrateCommand = defineCommand({
  name: "migrate",
  does: "print a program with model services that do what an endpoint does",
  about:
    "Writes a provider service for each distinct connection, a model service and grants, and says what has no counterpart. " +
    "Reads only: changes nothing in the workspace, and the endpoint stays.",
  arguments: { endpoint: needed("endpoint", "name of the endpoint") },
  options: {
    to: text("catalog.schema", "schema of Unity Catalog that takes the services"),
    fromState: path(
      "file to read",
      "read the endpoint from what `pulumi stack export` wrote instead of the workspace",
      { madeBy: STATE_IS_MADE_BY },
    ),
    out: path("new file", "write the program to this new file instead of printing it"),
    ...workspaceOptions,
  },
  examples: ["migrate assistant --to main.ai", "migrate assistant --to main.ai --out services.ts"],
  run: async (given, terminal) => (await import("./run-migrate.js")).runMigrate(given, terminal),
});

import { defineCommand } from "../kit/define-command";
import { needed, off, text } from "../kit/param";
import { workspaceOptions } from "../workspace/workspace-options";

export const exportCommand = defineCommand({
  name: "export",
  does: "print a program for an endpoint that exists",
  about:
    "The program's first `pulumi up` takes the endpoint over as it is. Reads only: changes nothing in the workspace.",
  arguments: { endpoint: needed("endpoint", "name of the endpoint") },
  options: {
    out: text("file", "write the program to this new file instead of printing it"),
    adopt: off("leave `adopt: true` out: the program then creates an endpoint"),
    ...workspaceOptions,
  },
  examples: ["export assistant", "export assistant --out index.ts"],
  run: async (given, terminal) => (await import("./run-export.js")).runExport(given, terminal),
});

import { defineCommand } from "../kit/define-command";
import { flag, off, optional, path } from "../kit/param";
import { workspaceOptions } from "../workspace/workspace-options";

export const exportCommand = defineCommand({
  name: "export",
  does: "print a program for an endpoint or a service that exists",
  about:
    "The program's first `pulumi up` takes it over as it is. A name of three parts (catalog.schema.name) is a model service or " +
    "a model provider service. Reads only: changes nothing in the workspace.",
  arguments: { name: optional("name", "endpoint, or service of Unity Catalog") },
  options: {
    out: path("new file", "write the program to this new file instead of printing it"),
    all: flag("all endpoints and services that you see, as one program"),
    adopt: off("leave `adopt: true` out: the program then creates what it names"),
    ...workspaceOptions,
  },
  examples: ["export assistant", "export main.ai.assistant", "export --all --out index.ts"],
  run: async (given, terminal) => (await import("./run-export.js")).runExport(given, terminal),
});

import { defineCommand } from "../kit/define-command";
import { FORGES } from "./forges";
import { off, oneOf, optional, text } from "../kit/param";

export const initCommand = defineCommand({
  name: "init",
  does: "make a new Pulumi project: a program, the policy pack, checks of pull requests",
  about:
    "Asks for what is not given, on a terminal; elsewhere takes the defaults. A file that exists is never overwritten. " +
    "--example brings one of the examples of this package instead: a provider's, or a folder of examples/.",
  arguments: { folder: optional("folder", "where to make it (default: the current one)") },
  options: {
    name: text("name", "name of the project (default: the folder's)"),
    provider: text("name", "whose model the program serves, such as anthropic (default: openai)"),
    forge: oneOf("name", FORGES, "where pull requests are (default: github)"),
    example: text("name", "the example to bring, such as vertex or canary"),
    package: text("spec", "what npm installs this package from (default: its version in the registry)"),
    policies: off("leave the policy pack and the checks of pull requests out"),
  },
  examples: ["init my-endpoint --provider anthropic --forge gitlab", "init my-vertex --example vertex"],
  run: async (given, terminal) => (await import("./run-init.js")).runInit(given, terminal),
});

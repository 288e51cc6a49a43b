import { defineCommand } from "../kit/define-command";
import { STATE_IS_MADE_BY } from "../stack/state-is-made-by";
import { neededChoice, path } from "../kit/param";

export const moveStateCommand = defineCommand({
  name: "move-state",
  does: "rewrite an exported state for the plugin, or back for the dynamic provider",
  about:
    "The workspace is not asked for anything: the same objects go on under the other provider. Export the state with `pulumi stack " +
    "export --file state.json`, rewrite it, and take it back with `pulumi stack import --file moved.json`. Then use the other provider " +
    "in the program, and let `pulumi preview --expect-no-changes` say that nothing changes. Secrets stay encrypted as they are.",
  arguments: { to: neededChoice("to", ["plugin", "dynamic"], "whose the resources will be") },
  options: {
    in: path("file to read", "the exported state", {
      default: "state.json",
      madeBy: STATE_IS_MADE_BY,
    }),
    out: path("file to write", "write the new state here instead of printing it"),
  },
  examples: ["move-state plugin --in state.json --out moved.json", "move-state dynamic --in state.json"],
  run: async (given, terminal) => (await import("./run-move-state.js")).runMoveState(given, terminal),
});

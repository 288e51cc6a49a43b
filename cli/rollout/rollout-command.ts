import { defineCommand } from "../kit/define-command";
import { flag, needed, text } from "../kit/param";
import { wholeNumber } from "../kit/whole-number";
import { workspaceOptions } from "../workspace/workspace-options";
import { duration } from "./duration";
import { growingShares, percentage } from "./percentages";

export const rolloutCommand = defineCommand({
  name: "rollout",
  does: "move traffic to a served model or destination step by step, and back where it fails",
  about:
    "Gives the model its next share, waits, and reads how many of its requests failed, those answered with 4xx among them: a " +
    "wrong key or an unsupported model shows so. Above the rate it brings the shares back to where they began, and ends with " +
    "exit code 3. Interrupted, it goes on where it was when it is run again on the same machine. In the end it prints what to " +
    "write in the program, which until then would bring the old shares back.\n\n" +
    "Requests are counted by the metrics of the endpoint, or with --warehouse in the tables that log them; those of a model " +
    "service in its inference table, or on the emulator by its metrics.",
  arguments: { name: needed("name", "an endpoint, or a model service as catalog.schema.name") },
  options: {
    to: text("model", "the served model or destination that gets the traffic"),
    steps: growingShares("its shares, one after the other (default: 5,25,100)"),
    maxErrorRate: percentage("share of its requests that may fail (default: 2%)"),
    wait: duration("how long each step is watched (default: 5m)"),
    minRequests: wholeNumber("number", "requests without which a step is not judged (default: 1)", {
      least: 0,
      most: 1_000_000_000,
    }),
    warehouse: text("id", "SQL warehouse that counts requests in the tables of Unity Catalog"),
    back: flag("bring the shares back to where an interrupted rollout began"),
    restart: flag("forget an interrupted rollout, and begin with the shares as they are"),
    ...workspaceOptions,
  },
  examples: [
    "rollout assistant --to claude --steps 5,25,100 --max-error-rate 2% --wait 5m",
    "rollout main.ai.assistant --to claude --warehouse 1234567890abcdef",
    "rollout assistant --back",
  ],
  run: async (given, terminal) => (await import("./run-rollout.js")).runRollout(given, terminal),
});

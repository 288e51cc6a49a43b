import { defineCommand } from "../kit/define-command";
import { flag, optional, path } from "../kit/param";
import { wholeNumber } from "../kit/whole-number";
import { workspaceOptions } from "../workspace/workspace-options";

export const probeCommand = defineCommand({
  name: "probe",
  does: "ask each served model of an endpoint for one token, and say which answer",
  about:
    "An endpoint is ready whatever its providers say: a wrong key or an unsupported model shows only when it is asked. Each " +
    "served model is asked by itself, one after the other, those that only a fallback reaches too. A custom model is left out: " +
    "only its owner knows what it takes. Ends with exit code 3 when a model does not answer.",
  arguments: { endpoint: optional("endpoint", "the endpoint; or --all") },
  options: {
    all: flag("probe each endpoint that may be queried, but for Databricks' own"),
    junit: path("file to write", "write the findings as JUnit XML, for CI"),
    timeout: wholeNumber("seconds", "how long a model may take (default: 60)", { least: 1, most: 297 }),
    ...workspaceOptions,
  },
  examples: ["probe assistant", "probe --all --junit probe.xml"],
  run: async (given, terminal) => (await import("./run-probe.js")).runProbe(given, terminal),
});

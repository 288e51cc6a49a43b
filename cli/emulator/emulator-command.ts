import { defineCommand } from "../kit/define-command";
import { text } from "../kit/param";
import { wholeNumber } from "../kit/whole-number";

export const emulatorCommand = defineCommand({
  name: "emulator",
  does: "run an emulated Databricks workspace on this machine",
  about:
    "Serving endpoints, secrets, permissions, sign-in and invocations, in the foreground, until Ctrl-C. Prints DATABRICKS_HOST " +
    "and DATABRICKS_TOKEN for programs to use, then a line for each request.",
  options: {
    port: wholeNumber("number", "port to listen on (default: a free one)", { least: 0, most: 65_535 }),
    host: text("address", "address to listen on (default: 127.0.0.1)"),
    token: text("token", "personal access token that it accepts (default: a fixed fake)"),
    stateFile: text("file", "keep the state in this file over a restart (default: memory only)"),
  },
  examples: ["emulator", "emulator --port 8080 --state-file workspace.json"],
  run: async (given, terminal) => (await import("./run-emulator.js")).runEmulator(given, terminal),
});

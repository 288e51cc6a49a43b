import { defineCommand } from "../kit/define-command";
import { choice, flag, path, text, texts } from "../kit/param";
import { wholeNumber } from "../kit/whole-number";
import { SHELLS } from "./environment-lines";

export const emulatorCommand = defineCommand({
  name: "emulator",
  does: "run an emulated Databricks workspace on this machine",
  about:
    "Serving endpoints, model services, secrets, permissions, sign-in and invocations, in the foreground, until Ctrl-C. Prints " +
    "lines to paste that set DATABRICKS_HOST and DATABRICKS_TOKEN, then a line for each request. With --json each line is a " +
    "document, and the first one says that it is ready.",
  options: {
    port: wholeNumber("number", "port to listen on, 0: a free one (default: 0)", { least: 0, most: 65_535 }),
    host: text("address", "address to listen on (default: 127.0.0.1, which this machine alone reaches)"),
    allowHost: texts("name", "a further name that clients may call it by, such as a container's"),
    token: text(
      "token",
      "personal access token that it accepts (default: a fixed fake on 127.0.0.1, else a random one)",
    ),
    secret: texts(
      "scope/key=value",
      "a secret that is there from the start; the value may be env:NAME or file:PATH",
    ),
    seed: path(
      "file to read",
      "JSON with the secrets, users, groups and endpoints that are there from the start",
    ),
    state: path("file to write", "keep the state in this file over a restart (default: memory only)"),
    workspaceId: text("number", "decimal id of the workspace (default: a random one, or that of the state)"),
    live: flag("call the providers of external models, through the package @portkey-ai/gateway"),
    liveHost: texts("host=address", "with --live, send requests for a host somewhere else; may be repeated"),
    shell: choice("shell", SHELLS, "whose syntax the printed lines are in", "sh"),
  },
  examples: [
    "emulator",
    "emulator --port 8080 --state workspace.json",
    "emulator --live --secret llm/openai=env:OPENAI_API_KEY",
    "emulator --secret llm/openai=env:OPENAI_API_KEY --seed workspace-seed.json",
  ],
  run: async (given, terminal) => (await import("./run-emulator.js")).runEmulator(given, terminal),
});

import { defineCommand } from "../kit/define-command";
import { EXIT_CODES } from "../kit/exit-code";
import { neededChoice } from "../kit/param";
import { PROGRAM } from "../kit/terminal";
import { printedBy } from "./printed-by";

const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

export const completionCommand = defineCommand({
  name: "completion",
  does: "print a script that completes commands and options in a shell",
  about: `The shell must find \`${PROGRAM}\` itself: install the package globally, or put node_modules/.bin on the PATH. Bash also needs the package bash-completion.`,
  arguments: { shell: neededChoice("shell", SHELLS, "the shell to print it for") },
  examples: ["completion bash >> ~/.bashrc", "completion zsh > ~/.zsh/completions/_databricks-serving"],
  async run({ shell, json }, terminal) {
    const { script } = await import("@bomb.sh/tab");
    const text = printedBy(() => script(shell, PROGRAM, PROGRAM));
    terminal.print(json ? `${JSON.stringify({ shell, script: text }, null, 2)}\n` : text);
    return EXIT_CODES.done.code;
  },
});

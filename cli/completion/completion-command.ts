import { PROGRAM } from "../kit/build-program";
import { defineCommand } from "../kit/define-command";
import { EXIT_CODES } from "../kit/exit-code";
import type { Param } from "../kit/param";

const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

const shell: Param<(typeof SHELLS)[number]> = {
  value: "shell",
  does: "the shell to print it for",
  choices: SHELLS,
  required: true,
};

export const completionCommand = defineCommand({
  name: "completion",
  does: "print a script that completes commands and options in a shell",
  about: `The shell must find \`${PROGRAM}\` itself: install the package globally, or put node_modules/.bin on the PATH. Bash also needs the package bash-completion.`,
  arguments: { shell },
  examples: ["completion bash >> ~/.bashrc", "completion zsh > ~/.zsh/completions/_databricks-serving"],
  async run(given) {
    const { script } = await import("@bomb.sh/tab");
    script(given.shell, PROGRAM, PROGRAM);
    return EXIT_CODES.done.code;
  },
});

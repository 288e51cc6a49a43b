import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { commands, groups } from "../../cli/commands";
import { buildProgram, kebab } from "../../cli/kit/build-program";
import { EXIT_CODES } from "../../cli/kit/exit-code";
import { ownPackage } from "../../provider/client/api/own-package";
import { buildPackage, repository } from "../package/consumer";
import { runHere } from "./run-here";

const COMMAND = `${repository}/dist/cli/databricks-serving.js`;

beforeAll(buildPackage, 120_000);

/** Runs the command line in a process of its own, as it is published. */
const inProcess = (...args: string[]) => promisify(execFile)(process.execPath, [COMMAND, ...args]);

describe("the command line", () => {
  it.each([["--help"], ["-h"], ["help"]])(
    "shows all commands and what exit codes mean by %s",
    async (ask) => {
      const { code, text, said } = await runHere([ask]);
      for (const { name, does } of commands) {
        const [group, second] = name.split(" ");
        expect(text.replaceAll(/\s+/g, " ")).toContain(second === undefined ? does : groups[group ?? ""]);
        expect(text).toContain(`  ${name.split(" ")[0]} `);
      }
      for (const { code: number, means } of Object.values(EXIT_CODES))
        expect(text).toContain(`  ${number}  ${means}`);
      expect({ code, said }).toEqual({ code: 0, said: "" });
    },
  );

  it.each([["--version"], ["-v"]])("tells its version by %s", async (ask) => {
    expect(await runHere([ask])).toEqual({ code: 0, text: `${ownPackage.version}\n`, said: "" });
    expect(ownPackage.version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it("without a command shows what there is, as a mistake", async () => {
    const { code, text, said } = await runHere([]);
    expect(said).toContain("Usage: databricks-serving");
    expect({ code, text }).toEqual({ code: 2, text: "" });
  });

  it("names the nearest command", async () => {
    const { code, said } = await runHere(["docter"]);
    expect(said).toBe("databricks-serving: unknown command 'docter'\n(Did you mean doctor?)\n");
    expect(code).toBe(2);
  });

  it("gives a failure in JSON to programs, and to people on standard error", async () => {
    const { code, text, said } = await runHere(["export", "databricks-gpt", "--json"]);
    expect(JSON.parse(text)).toEqual({ error: expect.stringContaining("no program can manage") });
    expect(said).toMatch(/^databricks-serving: "databricks-gpt" is an endpoint of Databricks' own/);
    expect(code).toBe(1);
  });

  it("writes no colours where standard output is no terminal", async () => {
    const { stdout } = await inProcess("--help");
    expect(stdout).not.toContain("\u001B");
  });
});

describe.each(commands.map((command) => [command.name, command] as const))("%s", (name, command) => {
  it.each([["--help"], ["-h"]])("shows its arguments, its options and --json by %s", async (ask) => {
    const { code, text, said } = await runHere([...name.split(" "), ask]);
    expect(text).toMatch(new RegExp(`^Usage: databricks-serving ${name} \\[options\\]`));
    for (const [option, { off }] of Object.entries(command.options)) {
      expect(text).toContain(`--${off === true ? "no-" : ""}${kebab(option)}`);
    }
    for (const { value } of Object.values(command.arguments)) expect(text).toContain(value);
    expect({ code, said }).toEqual({ code: 0, said: "" });
  });

  it("refuses an option that it does not have, and says where the allowed ones are", async () => {
    const { code, said, text } = await runHere([...name.split(" "), "--no-such-thing"]);
    expect(said).toContain(`databricks-serving: unknown option '--no-such-thing'`);
    expect(said).toContain(`\`databricks-serving ${name} --help\` shows what is allowed.`);
    expect({ code, text }).toEqual({ code: 2, text: "" });
  });

  it("has examples that are command lines of its own", () => {
    for (const example of command.examples ?? []) {
      const called: string[] = [];
      const program = buildProgram(commands, groups, {}, (one) => called.push(one.name));
      program.parse(example.replace(/ [|>]+ .*/, "").split(" "), { from: "user" });
      expect(called).toEqual([name]);
    }
  });

  it("says in one line what it does", () => {
    expect(command.does).toMatch(/^[a-z].*[^.]$/);
    expect(command.does.length).toBeLessThan(90);
  });
});

describe("completion", () => {
  it.each(["bash", "zsh", "fish", "powershell"])(
    "prints a script for %s that asks this command",
    async (shell) => {
      const { stdout } = await inProcess("completion", shell);
      expect(stdout).toContain("databricks-serving");
      expect(stdout).toContain("complete");
    },
  );

  it("answers the commands, the options of one, and the values of an option", async () => {
    const words = async (...typed: string[]) => {
      const { stdout } = await inProcess("complete", "--", ...typed);
      return stdout.split("\n").map((line) => line.split("\t")[0]);
    };
    expect(await words("")).toEqual(expect.arrayContaining(commands.map(({ name }) => name.split(" ")[0])));
    expect(await words("doctor", "--pro")).toContain("--profile");
    expect(await words("policy-report", "--fail-on", "")).toEqual(
      expect.arrayContaining(["mandatory", "advisory", "never"]),
    );
  });

  it("completes in a real bash", async () => {
    const { stdout: script } = await inProcess("completion", "bash");
    // In place of bash-completion, which the script builds on, as the shells of most systems do.
    const words = '_get_comp_words_by_ref() { cur="${COMP_WORDS[COMP_CWORD]}"; words=("${COMP_WORDS[@]}"); }';
    const line = `${words}\ndatabricks-serving() { "${process.execPath}" "${COMMAND}" "$@"; }
${script}
COMP_WORDS=(databricks-serving doc); COMP_CWORD=1; COMP_LINE="databricks-serving doc"; COMP_POINT=22
$(complete -p databricks-serving | sed -E 's/.*-F ([^ ]+).*/\\1/')
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await promisify(execFile)("bash", ["-c", line]);
    expect(stdout.trim()).toBe("doctor");
  });
});

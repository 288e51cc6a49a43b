#!/usr/bin/env node
/** The command line of the package: `databricks-serving <command>`. Each command is loaded only when it is run. */

interface Command {
  readonly does: string;
  /** Runs with the arguments after the command's name; answers the exit code. */
  readonly run: (args: string[]) => Promise<number>;
}

const commands: Readonly<Record<string, Command>> = {
  emulator: {
    does: "run an emulated Databricks workspace on this machine",
    run: async (args) => (await import("./emulator-command.js")).runEmulatorCommand(args),
  },
  doctor: {
    does: "check host, sign-in, rights and versions, and say what to mend",
    run: async (args) => (await import("./doctor-command.js")).runDoctorCommand(args),
  },
  export: {
    does: "print a program for an endpoint that exists",
    run: async (args) => (await import("./export-command.js")).runExportCommand(args),
  },
  "policy-report": {
    does: "preview a project with the policy pack, for CI: Markdown summary and SARIF",
    run: async (args) => (await import("./policy-report-command.js")).runPolicyReportCommand(args),
  },
};

const usage = (): string =>
  [
    "Usage: databricks-serving <command> [options]",
    "",
    "Commands:",
    ...Object.entries(commands).map(([name, { does }]) => `  ${name.padEnd(14)} ${does}`),
    "",
    "`databricks-serving <command> --help` shows the options of a command.",
    "",
  ].join("\n");

/** Exit codes: 0 done, 1 failed, 2 called wrongly. */
async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "help") {
    process.stdout.write(usage());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    process.stderr.write(
      `databricks-serving: unknown command ${name}; allowed: ${Object.keys(commands).join(", ")}\n`,
    );
    return 2;
  }
  return command.run(args);
}

void main(process.argv.slice(2))
  .catch((error: unknown) => {
    process.stderr.write(`databricks-serving: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  })
  .then((code) => (process.exitCode = code));

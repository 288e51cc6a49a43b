import { createServer } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { commands } from "../../cli/commands";
import { kebab } from "../../cli/kit/build-program";
import type { Command } from "../../cli/kit/define-command";
import { EXIT_CODES } from "../../cli/kit/exit-code";
import type { Param } from "../../cli/kit/param";
import { temporaryFolder } from "../client/api/temporary-folder";
import { openai, withEmulator } from "../emulator/with-emulator";
import { buildPackage } from "../package/consumer";
import { atTerminal, CTRL_C, hasTerminals } from "./at-terminal";
import { runHere, type Outcome } from "./run-here";

// All that follows goes by what the commands say of themselves, so that a new one is held to it by being registered.

const ESCAPE = "\u001B";
const { done, failed, calledWrongly, found } = EXIT_CODES;

/** An example of the command, as it is typed; all that it must be given stands in it. */
const wordsOf = ({ examples: [example = ""] = [] }: Command): string[] =>
  (example.replace(/ [|>]+ .*/, "").match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ""));

/** A value that the command line takes. */
const valueFor = ({ choices, parse }: Param<unknown>): string => {
  if (choices !== undefined) return choices[0] ?? "";
  const values = ["text", "5", "5m", "5%", "5,25"];
  return values.find((value) => parse === undefined || succeeds(() => parse(value))) ?? "";
};

function succeeds(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

const optionsOf = ({ options }: Command): [string, Param<unknown>][] =>
  Object.entries(options).map(([name, param]) => [
    `--${param.off === true ? "no-" : ""}${kebab(name)}`,
    param,
  ]);

/** Holds for whatever fails: one message, for people on standard error, and for programs in JSON on standard output. */
function expectFailure(
  { code, said, text }: Outcome,
  expected: { code: number; message: string | RegExp },
): void {
  expect(said).toMatch(/^databricks-serving: \S/);
  expect(said).toMatch(expected.message);
  expect(said).not.toMatch(/\n\s+at .*:\d+:\d+/);
  expect(said + text).not.toContain(ESCAPE);
  expect(code).toBe(expected.code);
  const { error, ...more } = JSON.parse(text) as { error: string };
  expect(said).toBe(`databricks-serving: ${error}\n`);
  expect(more).toEqual({});
}

/** The command called on a workspace, with JSON; what tells of the workspace by its findings answers those. */
function expectRefusal(outcome: Outcome, { options }: Command, message: string | RegExp): void {
  if (outcome.code !== found.code || !("host" in options)) {
    expectFailure(outcome, { code: failed.code, message });
    return;
  }
  const { findings } = JSON.parse(outcome.text) as { findings: { says: string; mend?: string }[] };
  expect(findings.map(({ says, mend }) => `${says}\n${mend}`).join("\n")).toMatch(message);
  expect(outcome.said).toBe("");
}

/** An address at which nobody listens. */
async function closedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return `http://127.0.0.1:${port}`;
}

const named = commands.map((command) => [command.name, command] as const);

describe.each(named)("%s", (name, command) => {
  const own = name.split(" ");
  const [required = [], given = []] = [
    Object.values(command.arguments).filter((param) => param.required === true),
    Object.values(command.arguments),
  ];

  it("has an example", () => {
    expect(wordsOf(command).slice(0, own.length)).toEqual(own);
  });

  it("answers a wrong option with the nearest one, in JSON where JSON is asked for", async () => {
    const words = wordsOf(command);
    for (const [option, { value }] of optionsOf(command)) {
      const misspelt = option.replace(/(?<=^--(?:no-)?.)./, "");
      const more = value === undefined ? [] : ["text"];
      const outcome = await runHere([
        ...words,
        ...(option === "--json" ? [] : ["--json"]),
        misspelt,
        ...more,
      ]);
      const message = new RegExp(`unknown option '${misspelt}'\n\\(Did you mean .*${option}[,?]`);
      if (option === "--json") expect(outcome.said).toMatch(message);
      else expectFailure(outcome, { code: calledWrongly.code, message });
      expect(outcome.said).toContain(`\`databricks-serving ${name} --help\` shows what is allowed.`);
    }
  });

  it("says what is allowed for each option that takes not every text", async () => {
    for (const [option, { choices, parse }] of optionsOf(command)) {
      if (choices === undefined && parse === undefined) continue;
      const wrong = choices === undefined ? "much" : `${choices.at(-1)}x`;
      const outcome = await runHere([...wordsOf(command), "--json", option, wrong]);
      const meant =
        choices === undefined
          ? /allowed/i
          : new RegExp(`Allowed choices are .* Did you mean ${choices.at(-1)}\\?`);
      expectFailure(outcome, { code: calledWrongly.code, message: meant });
      expect(outcome.said).toContain(option);
    }
  });

  it("wants the arguments that it needs, and no more than it takes", async () => {
    if (required.length > 0) {
      const outcome = await runHere([...own, "--json"]);
      expectFailure(outcome, {
        code: calledWrongly.code,
        message: new RegExp(`missing required argument '${required[0]?.value}'`),
      });
    }
    if (given.some(({ many }) => many === true)) return;
    const values = given.map(valueFor);
    const outcome = await runHere([...own, ...values, "one-too-many", "--json"]);
    expectFailure(outcome, { code: calledWrongly.code, message: /too many arguments/ });
  });

  it("says which file or folder is not there, or would be overwritten, before it does anything", async () => {
    const parameters = [
      ...optionsOf(command),
      ...given.map((param): [string, Param<unknown>] => ["", param]),
    ];
    const standard = parameters.flatMap(([, { names, default: file }]) =>
      names === undefined || typeof file !== "string" ? [] : [[file, ""]],
    );
    const folder = temporaryFolder({ there: "mine", ...Object.fromEntries(standard) });
    for (const [option, { names }] of parameters) {
      if (names === undefined) continue;
      const call = (path: string) =>
        runHere([...own, ...required.map(valueFor), "--json", ...(option === "" ? [] : [option]), path], {
          folder,
        });
      const absent = names === "file to read" || names === "folder" ? "absent" : join("absent", "file");
      expectFailure(await call(absent), { code: calledWrongly.code, message: /absent.*there is no/ });
      if (names !== "folder")
        expectFailure(await call("."), { code: calledWrongly.code, message: /this is a folder/ });
      if (names === "new file")
        expectFailure(await call("there"), { code: failed.code, message: /there exists already/ });
    }
  });

  it("exits with 0 by --help, whatever else is given", async () => {
    const { code, text, said } = await runHere([...wordsOf(command), "--json", "--help"]);
    expect({ code, said }).toEqual({ code: done.code, said: "" });
    expect(text).toContain(`Usage: databricks-serving ${name}`);
  });
});

/** What reads a stack's state first says that there is no Pulumi to ask for it. */
const asked = ({ about = "" }: Command, message: RegExp): RegExp =>
  /folder of a Pulumi program\. It reads/.test(about) ? /the Pulumi CLI is not on the PATH/ : message;

const asking = named.filter(([, { options }]) => "profile" in options);

describe.each(asking)("%s, which asks a workspace,", (_, command) => {
  it("says how to give a workspace where none is given", async () => {
    expectRefusal(await runHere([...wordsOf(command), "--json"]), command, asked(command, /DATABRICKS_HOST/));
  });

  it("says of a workspace that cannot be reached where it was looked for", async () => {
    const host = await closedAddress();
    const environment = { DATABRICKS_HOST: host, DATABRICKS_TOKEN: "dapi-token" };
    const outcome = await runHere([...wordsOf(command), "--json"], { environment });
    expectRefusal(outcome, command, asked(command, new RegExp(`cannot reach.*${host}`, "is")));
  });

  it("says of a sign-in that is refused whose it is, and not its token", async () => {
    const { emulator } = await withEmulator();
    const environment = { DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: "dapi-wrong-token" };
    const outcome = await runHere([...wordsOf(command), "--json"], { environment });
    expectRefusal(outcome, command, asked(command, /DATABRICKS_TOKEN/));
    expect(outcome.text + outcome.said).not.toContain("dapi-wrong-token");
  });
});

it.each(asking.filter(([, { arguments: given }]) => Object.values(given).some(({ required }) => required)))(
  "%s names what it was given where that is not there",
  async (_, command) => {
    const { emulator, call } = await withEmulator();
    await call("POST", "/api/2.0/serving-endpoints", {
      name: "assistants",
      config: { served_entities: [openai()] },
    });
    const environment = { DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token };
    const folder = temporaryFolder({});
    const outcome = await runHere([...wordsOf(command), "--json"], { environment, folder });
    expectFailure(outcome, { code: failed.code, message: /assistant.*Did you mean "assistants"\?/s });
  },
);

describe.skipIf(!hasTerminals())("at a terminal, with NO_COLOR,", () => {
  beforeAll(buildPackage, 120_000);

  it.each(named)(
    "%s writes no escape code, whatever it waits for",
    async (name, command) => {
      const { emulator, call } = await withEmulator();
      const endpoint = { name: "assistant", config: { served_entities: [openai()] } };
      await call("POST", "/api/2.0/serving-endpoints", endpoint);
      const environment = {
        NO_COLOR: "1",
        DATABRICKS_HOST: emulator.url,
        DATABRICKS_TOKEN: emulator.token,
      };
      // Questions move the cursor about, and are none where a program asks.
      const words = [...wordsOf(command), ...(name === "init" ? ["--json"] : [])];
      const { shown } = await atTerminal(
        temporaryFolder({}),
        [["export DATABRICKS_TOKEN=", CTRL_C]],
        words,
        environment,
      );
      expect(shown).not.toBe("");
      expect(shown).not.toContain(ESCAPE);
    },
    60_000,
  );
});

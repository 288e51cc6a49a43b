import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { text as wholeText } from "node:stream/consumers";
import { decodeEndpoint } from "../../provider/client/serving-endpoints/remote-endpoint";
import { servingEndpoint } from "../../provider/resources/serving-endpoint";
import { decode } from "../../provider/schema/decode";
import type { LiveEndpoint } from "../export/read-live-endpoint";
import { printProgram } from "../export/program-part";
import { endpointPart } from "../export/to-program";
import { variableNames } from "../export/variable-names";
import { CalledWrongly, CommandFailed } from "../kit/command-failed";
import { EXIT_CODES, type ExitCode } from "../kit/exit-code";
import type { Terminal } from "../kit/terminal";
import { writeAnswer } from "../kit/write-answer";
import type { Declared, DeclaredEndpoint } from "./declared-endpoint";

interface Given {
  readonly file: string | undefined;
  readonly out: string | undefined;
  readonly adopt: boolean;
  readonly json: boolean;
}

/**
 * Prints a program for what another tool declares.
 *
 * @param tool its name, for comments
 */
export async function runConvert(
  given: Given,
  terminal: Terminal,
  tool: string,
  read: (text: string) => Declared,
): Promise<ExitCode> {
  const { out } = given;
  const { endpoints, left } = read(await source(given.file, terminal));
  if (endpoints.length === 0) throw new CommandFailed(`${tool} declares no model-serving endpoint here`);
  const variableOf = variableNames();
  const parts = endpoints.map((endpoint) => {
    const live = asLive(endpoint, tool);
    return endpointPart(live, given.adopt, variableOf(live.answer.name));
  });
  const text = printProgram(parts);
  const notes = parts.flatMap((part) => part.notes);
  if (out !== undefined) writeAnswer(out, text, terminal, { isNew: true });
  if (given.json) {
    terminal.print(`${JSON.stringify({ program: text, notes, notCarriedOver: left }, null, 2)}\n`);
    return EXIT_CODES.done.code;
  }
  if (out === undefined) terminal.print(text);
  for (const note of notes) terminal.say(note);
  for (const { what, why } of left) terminal.say(`not carried over: ${what}: ${why}`);
  if (given.adopt)
    terminal.say(
      `After the first \`pulumi up\`, let ${tool} forget what it hands over; docs/migrating.md says how.`,
    );
  return EXIT_CODES.done.code;
}

async function source(file: string | undefined, { folder, input }: Terminal): Promise<string> {
  if (file !== undefined) return readFileSync(resolve(folder, file), "utf8");
  if (input.isTTY === true)
    throw new CalledWrongly("there is nothing to convert: give a file, or standard input");
  return wholeText(input);
}

/**
 * As if a workspace had shown it, so that one printer serves both.
 *
 * @throws CommandFailed where it has no name
 */
function asLive({ address, body, permissions = [] }: DeclaredEndpoint, tool: string): LiveEndpoint {
  const answer = decodeEndpoint({ ...body, id: address }, "");
  if (answer === undefined) throw new CommandFailed(`${address} has no name; give what says it`);
  return {
    host: "",
    origin: `as ${tool} declares it (${address})`,
    answer,
    permissions: (decode(servingEndpoint.inputs.shape.accessControlList, [...permissions]) ?? []).filter(
      (entry) => entry !== undefined,
    ),
  };
}

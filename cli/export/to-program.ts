import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import { OWNERSHIP_TAG } from "../../provider/check/normalise-endpoint";
import { firstUp, type FirstUp } from "./first-up";
import { identifier } from "./identifier";
import { configKeys, withoutRemarks } from "./marked-value";
import { printCode, printComment, printText, type Code, type Member } from "./print-code";
import { printProgram, type ProgramPart } from "./program-part";
import type { LiveEndpoint } from "./read-live-endpoint";
import { toCode } from "./to-code";
import { writtenInputs } from "./written-inputs";

/** An exported program. */
export interface Program {
  /** TypeScript. */
  readonly text: string;
  /** What the user should know before running it, a sentence or two each. */
  readonly notes: readonly string[];
}

/**
 * Writes the program of a live endpoint.
 *
 * @param adopt whether it takes the endpoint over; else it creates another one, where there is none of its name
 */
export function toProgram(live: LiveEndpoint, adopt: boolean): Program {
  const part = endpointPart(live, adopt, identifier(live.answer.name));
  return { text: printProgram([part]), notes: part.notes };
}

/**
 * An endpoint as a part of a program.
 *
 * @param variable name of it in the program
 */
export function endpointPart(live: LiveEndpoint, adopt: boolean, variable: string): ProgramPart {
  const { name } = live.answer;
  const converted = live.origin !== undefined;
  const written = converted ? fieldsOf(withoutRemarks(writtenInputs(live))) : writtenInputs(live);
  const keys = configKeys(written);
  const first = firstUp(live, written);
  const notes = [
    ...(converted ? refusals(first) : notesOf(first, adopt)),
    ...(converted ? [] : orderNote(written)),
    ...ownerNote(written),
    ...keyNote(keys),
  ];
  const members = membersOf(toCode(written));
  const args: Code = {
    kind: "fields",
    members: adopt ? [...members, { field: { name: "adopt", value: "true" } }] : members,
  };
  return {
    imports: refersToSecrets(args) ? ["secretRef", "ServingEndpoint"] : ["ServingEndpoint"],
    usesConfig: keys.length > 0,
    notes,
    body: [
      printComment(
        `Serving endpoint ${JSON.stringify(name)} ${live.origin ?? `as ${live.host} showed it`}.`,
        "",
      ),
      ...notes.map((note) => printComment(note, "")),
      printNew(variable, name, args),
      "\n",
      printExport(variable),
    ].join(""),
  };
}

function printNew(variable: string, name: string, args: Code): string {
  const begin = `const ${variable} = new ServingEndpoint(`;
  const expanded = (indent: string) => printCode(args, indent, Number.POSITIVE_INFINITY);
  return `${begin}${printText(name)}, {`.length <= 80
    ? `${begin}${printText(name)}, ${expanded("")});
`
    : `${begin}
  ${printText(name)},
  ${expanded("  ")},
);
`;
}

function printExport(variable: string): string {
  const line = `export const ${variable}InvocationUrl = ${variable}.invocationUrl;\n`;
  return line.length <= 81 ? line : line.replace(" = ", " =\n  ");
}

/** Not by the text: a comment may speak of it as well. */
function refersToSecrets(code: Code): boolean {
  if (typeof code === "string") return false;
  if (code.kind === "call") return code.callee === "secretRef";
  if (code.kind === "list") return code.items.some(refersToSecrets);
  return code.members.some(({ field }) => field !== undefined && refersToSecrets(field.value));
}

const membersOf = (code: Code): readonly Member[] =>
  typeof code !== "string" && code.kind === "fields" ? code.members : [];

const refusals = ({ problems }: FirstUp): string[] =>
  problems.map((problem) => `TODO: this is refused as it stands: ${problem}`);

function notesOf({ problems, sends, waits }: FirstUp, adopt: boolean): string[] {
  const refused = refusals({ problems, sends, waits });
  if (!adopt)
    return [
      ...refused,
      "Without adopt: where there is an endpoint of this name, the first `pulumi up` fails.",
    ];
  if (refused.length > 0) return refused;
  const waiting = waits ? ["An update of it was running, which the first `pulumi up` waits for."] : [];
  return [
    ...waiting,
    sends.length === 0
      ? "The first `pulumi up` adopts it and sends no update; the preview after that shows no change."
      : `The first \`pulumi up\` adopts it and sends, once: ${[...new Set(sends.map(describeSent))].join("; ")}.`,
  ];
}

/** Credentials are read better by what they are than by their path. */
const describeSent = (path: string): string =>
  path.endsWith("Plaintext") ? "the config, with the credentials that the API does not show" : path;

/** The API shows models by name, whatever their order is. */
function orderNote({ aiGateway, config }: Fields): string[] {
  if (fieldsOf(fieldsOf(aiGateway)["fallbackConfig"])["enabled"] !== true) return [];
  if (listOf(fieldsOf(config)["servedEntities"]).length < 2) return [];
  return [
    "With fallback on, servedEntities are tried in their order. The order below is the one in which the API shows them, and need not be " +
      "that of the endpoint: put the first to be tried first.",
  ];
}

function ownerNote(written: Fields): string[] {
  const owner = listOf(written["tags"])
    .map(fieldsOf)
    .find(({ key }) => key === OWNERSHIP_TAG);
  if (owner === undefined) return [];
  return [
    `Attention: its tag ${OWNERSHIP_TAG} says that the stack ${JSON.stringify(owner["value"])} owns it. Two stacks that manage one ` +
      "endpoint undo each other's changes.",
  ];
}

function keyNote(keys: readonly string[]): string[] {
  if (keys.length === 0) return [];
  const which = keys.length === 1 ? "a secret that is" : `${keys.length} secrets that are`;
  return [`It needs ${which} not printed here, marked TODO.`];
}

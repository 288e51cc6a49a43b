import { configKeys, FromConfig } from "../export/marked-value";
import { identifier } from "../export/identifier";
import { printProgram, type ProgramPart } from "../export/program-part";
import { printCode, printComment, printText, type Code } from "../export/print-code";
import { Expression, expressionOf } from "../export/expression";
import type { Migrated } from "./migrated-services";
import { commandOf } from "./secret-moves";

/** The program of a migrated endpoint, with a table of what it cannot carry over. */
export function printMigration(endpoint: string, host: string, migrated: Migrated): string {
  const { providers, service, lost, secrets } = migrated;
  const variable = identifier(endpoint);
  const remarks = [
    printComment(
      `Serving endpoint ${JSON.stringify(endpoint)} of ${host} as model services. The endpoint itself stays.`,
      "",
    ),
    ...(lost.length === 0
      ? []
      : ["//\n", printComment("What has no counterpart, and what to do about it:", "")]),
    ...lost.map(({ what, why, todo }) => printComment(`- ${what}: ${why}; ${todo}.`, "")),
    ...(secrets.length === 0
      ? []
      : ["//\n", printComment("Secrets that move into Unity Catalog, by commands that print no value:", "")]),
    ...secrets.map((move) => `//   ${commandOf(move)}\n`),
  ];
  return printProgram(
    [
      ...providers.map(({ variable: name, inputs }) =>
        partOf(
          inputs,
          "ModelProviderService",
          printNew(name, "ModelProviderService", String(inputs["modelProviderServiceId"]), inputs),
        ),
      ),
      partOf(
        service,
        "ModelService",
        [
          printNew(variable, "ModelService", endpoint, service),
          "\n",
          `export const ${variable}Model = ${variable}.fullName;\n`,
          `export const ${variable}OpenaiBaseUrl = ${variable}.openaiBaseUrl;\n`,
        ].join(""),
      ),
    ],
    remarks.join(""),
  );
}

const partOf = (inputs: object, type: string, body: string): ProgramPart => ({
  imports: [type, ...(holds(inputs, "ucSecretRef") ? ["ucSecretRef"] : [])],
  usesConfig: configKeys(inputs).length > 0 || holds(inputs, "config.require"),
  body,
  notes: [],
});

function printNew(variable: string, type: string, name: string, inputs: object): string {
  const args: Code = expressionOf(inputs);
  const begin = `const ${variable} = new ${type}(`;
  return `${begin}${printText(name)}, ${printCode(args, "", Number.POSITIVE_INFINITY)});\n`;
}

function holds(value: unknown, callee: string): boolean {
  if (value instanceof Expression) {
    return typeof value.code !== "string" && value.code.kind === "call" && value.code.callee === callee;
  }
  if (value instanceof FromConfig || value === null || typeof value !== "object") return false;
  return Object.values(value).some((item) => holds(item, callee));
}

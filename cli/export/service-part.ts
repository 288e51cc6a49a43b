import { withoutShown } from "../../provider/schema/without-fields";
import type { Grant } from "../../provider/client/unity-catalog/catalog-client";
import type { SeenService } from "../../provider/client/unity-catalog/services-client";
import type { ServiceKind } from "../../provider/resources/unity-catalog/service-kind";
import { fullNameOf } from "../../provider/resources/unity-catalog/names";
import { holdsCredentials } from "../../provider/schema/holds-credentials";
import { fieldsOf, isPlainObject, type Fields } from "../../provider/schema/plain-object";
import { Expression, expressionOf } from "./expression";
import { configKeys, FromConfig } from "./marked-value";
import { printCode, printComment, printText } from "./print-code";
import type { ProgramPart } from "./program-part";
import { shortForms } from "./short-forms";

/** A service as a workspace shows it, and what it grants; `hidden` where the caller may not see that. */
export interface LiveService {
  readonly kind: ServiceKind;
  readonly seen: SeenService;
  readonly grants: readonly Grant[] | "hidden";
}

/**
 * A service as a part of a program.
 *
 * @param variable name of it in the program
 * @param variables names of other services in the program, by full name
 * @param adopt whether the program takes the service over
 */
export function servicePart(
  { kind, seen, grants }: LiveService,
  variable: string,
  variables: ReadonlyMap<string, string>,
  adopt: boolean,
): ProgramPart {
  const { fullName } = seen;
  const leaf = fullName.split(".").at(-1) ?? fullName;
  const shown = shortForms(kind.inputs, withoutShown(kind.inputs, seen.inputs)) as Fields;
  const { comment, config, ...place } = shown;
  const written: Fields = {
    ...place,
    comment: comment === "" ? undefined : comment,
    config: withReferences(kind, config, leaf, variables),
    grants: grants === "hidden" || grants.length === 0 ? undefined : grants,
    adopt: adopt ? true : undefined,
  };
  const keys = configKeys(written);
  const notes = [
    ...(keys.length === 0
      ? []
      : [
          `${fullName} needs ${keys.length === 1 ? "a secret" : `${keys.length} secrets`} that the API does not show, marked TODO.`,
        ]),
    ...(grants === "hidden" ? [`You may not read what ${fullName} grants; it stays as it is.`] : []),
  ];
  const args = printCode(expressionOf(written), "", Number.POSITIVE_INFINITY);
  return {
    imports: [kind.type, ...(refersToSecrets(written) ? ["ucSecretRef"] : [])],
    usesConfig: keys.length > 0,
    notes,
    body: [
      ...notes.map((note) => printComment(note, "")),
      `const ${variable} = new ${kind.type}(${printText(leaf)}, ${args});\n`,
      `export const ${variable}Name = ${variable}.fullName;\n`,
    ].join(""),
  };
}

function withReferences(
  kind: ServiceKind,
  config: unknown,
  leaf: string,
  variables: ReadonlyMap<string, string>,
): unknown {
  const walk = (value: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((item) => walk(item, path));
    if (!isPlainObject(value)) return value;
    const { secretReference } = value;
    const { name } = fieldsOf(secretReference);
    if (typeof name === "string") {
      return new Expression({ kind: "call", callee: "ucSecretRef", args: [printText(fullNameOf(name))] });
    }
    // An empty object says only that a key is set.
    if (Object.keys(value).length === 0 && path.length > 2 && holdsCredentials(kind.inputs)) {
      const key = [leaf, ...path.slice(-1)].join("-");
      return {
        plaintext: new FromConfig(
          key,
          `TODO: the API does not show this credential. Give it with \`pulumi config set --secret ${key}\`, or write ` +
            '`ucSecretRef("<catalog>.<schema>.<secret>")` in place of the object.',
        ),
      };
    }
    return Object.fromEntries(
      Object.entries(value).map(([field, item]) => {
        const other = typeof item === "string" ? variables.get(fullNameOf(item)) : undefined;
        return field === "modelProviderService" && other !== undefined
          ? [field, new Expression(other)]
          : [field, walk(item, [...path, field])];
      }),
    );
  };
  return walk(config, ["config"]);
}

/** Not by the text: a comment may speak of it as well. */
function refersToSecrets(value: unknown): boolean {
  if (value instanceof Expression) return typeof value.code !== "string";
  if (value instanceof FromConfig || value === null || typeof value !== "object") return false;
  return Object.values(value).some(refersToSecrets);
}

/** A TypeScript expression. */
export type Code = string | Call | List | Fields;

/** A call with texts as arguments. */
interface Call {
  readonly kind: "call";
  readonly callee: string;
  readonly args: readonly string[];
}

interface List {
  readonly kind: "list";
  readonly items: readonly Code[];
}

interface Fields {
  readonly kind: "fields";
  readonly members: readonly Member[];
}

/** A field of an object with a comment above it, or a comment alone. */
export interface Member {
  readonly comment?: string;
  readonly field?: { readonly name: string; readonly value: Code };
}

const WIDTH = 80;
const STEP = "  ";

/**
 * Code as Prettier formats it by default: 80 columns, two spaces, trailing commas.
 *
 * @param indent spaces before the line that the code begins on
 * @param column where in that line it begins
 */
export function printCode(code: Code, indent: string, column: number): string {
  const line = onOneLine(code);
  // One more for the comma.
  if (line !== undefined && column + line.length < WIDTH) return line;
  if (typeof code === "string") return code;
  const inner = indent + STEP;
  switch (code.kind) {
    case "call":
      return block(`${code.callee}(`, code.args, ")", indent);
    case "list":
      return block(
        "[",
        code.items.map((item) => printCode(item, inner, inner.length)),
        "]",
        indent,
      );
    case "fields":
      return `{\n${code.members.map((member) => printMember(member, inner)).join("")}${indent}}`;
  }
}

/** A comment in lines of at most 80 columns; what stands in backticks is not broken, so that it can be copied. */
export function printComment(text: string, indent: string): string {
  const lines = [""];
  // What ends a line would end the comment, and the rest of it would be code.
  const line = text.replaceAll(/[\r\n\u2028\u2029]+/g, " ");
  for (const word of line.match(/(?:`[^`]*`|[^\s`])+/g) ?? []) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && indent.length + 3 + last.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.map((words) => `${indent}// ${words}\n`).join("");
}

function printMember({ comment, field }: Member, indent: string): string {
  const above = comment === undefined ? "" : printComment(comment, indent);
  if (field === undefined) return above;
  const name = printName(field.name);
  const value = printCode(field.value, indent, indent.length + name.length + 2);
  const tooLong = typeof value === "string" && indent.length + name.length + 2 + value.length >= WIDTH;
  // Below a short name a line of its own would win nothing.
  if (typeof field.value === "string" && tooLong && name.length > STEP.length + 2) {
    return `${above}${indent}${name}:\n${indent}${STEP}${value},\n`;
  }
  return `${above}${indent}${name}: ${value},\n`;
}

function block(open: string, items: readonly string[], close: string, indent: string): string {
  return `${open}\n${items.map((item) => `${indent}${STEP}${item},\n`).join("")}${indent}${close}`;
}

function onOneLine(code: Code): string | undefined {
  if (typeof code === "string") return code;
  switch (code.kind) {
    case "call":
      return `${code.callee}(${code.args.join(", ")})`;
    case "list": {
      const lines = code.items.map(onOneLine);
      const tabular = code.items.length > 1 && code.items.every(hasSeveralFields);
      return tabular || lines.includes(undefined) ? undefined : `[${lines.join(", ")}]`;
    }
    case "fields": {
      if (code.members.length === 0) return "{}";
      const parts = code.members.map(({ comment, field }) =>
        comment === undefined && field !== undefined && isFlat(field.value)
          ? `${printName(field.name)}: ${onOneLine(field.value)}`
          : undefined,
      );
      return parts.includes(undefined) ? undefined : `{ ${parts.join(", ")} }`;
    }
  }
}

const isFlat = (code: Code): boolean => typeof code === "string" || code.kind === "call";

const hasSeveralFields = (code: Code): boolean =>
  typeof code !== "string" && code.kind === "fields" && code.members.length > 1;

function printName(name: string): string {
  // Written otherwise, it would be the object's prototype.
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : printText(name);
}

/** A text in the quotes that need fewer escapes, double ones by preference. */
export function printText(text: string): string {
  const double = JSON.stringify(text);
  const count = (quote: string): number => text.split(quote).length - 1;
  if (count('"') <= count("'")) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

// @ts-check
// docs/errors.md: the messages of the code, by their text, each with what it means where the code says so.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../repository.mjs";
import { messageTexts } from "./message-texts.mjs";

/** @typedef {{ text: string, meaning: string }} Message */

/** Where messages come from, by what the reader was doing; the pages that say more. */
const SECTIONS = /** @type {const} */ ([
  {
    title: "Signing in, and requests",
    folders: ["provider/client/api"],
    more: "[Signing in](signing-in.md), and `npx databricks-serving doctor`, which looks at each step",
  },
  {
    title: "Arguments of a program",
    folders: ["provider/check", "provider/schema", "sdk"],
    more: "The [reference](reference/serving-endpoint.md), and [Programs](programs.md) for what concerns the project",
  },
  {
    title: "A preview's look at the workspace",
    folders: ["provider/lifecycle/preflight"],
    more: "[Preview](preview.md)",
  },
  {
    title: "Endpoints",
    folders: ["provider/lifecycle/endpoint", "provider/lifecycle/own-endpoint.ts"],
    more: "[Recovery](recovery.md), [Waiting](waiting.md), [Adoption](adoption.md)",
  },
  {
    title: "Attached models, splits and gateways of shared endpoints",
    folders: ["provider/lifecycle/shared-config", "provider/lifecycle/endpoint-gateway", "provider/plan"],
    more: "[Shared endpoints](shared-endpoints.md)",
  },
  {
    title: "Model services",
    folders: ["provider/lifecycle/unity-catalog"],
    more: "[Which generation?](which-generation.md), [Recovery](recovery.md)",
  },
  { title: "Commands", folders: ["cli"], more: "[Commands](commands.md)" },
]);

/** For who writes this package, not for who uses it. */
const INTERNAL = /\/(define-resource|encode|define-command|build-program|send|throttle-gate)\.ts$/;

/** @returns {[path: string, text: string]} */
export function errorsPage() {
  const sections = SECTIONS.map(({ title, folders, more }) => {
    const files = folders.flatMap(sourcesIn).filter((file) => !INTERNAL.test(file));
    const messages = files
      .flatMap(messagesIn)
      .filter(({ text }) => /[a-z]{3,}.*[a-z]{3,}/i.test(text.replaceAll("…", "")));
    const distinct = [...new Map(messages.map((message) => [message.text, message])).values()];
    return `## ${title}\n\n${more}.\n\n${distinct.map(line).join("\n")}`;
  });
  return [
    "docs/errors.md",
    `# Errors by text

What this package says when something is wrong, as it says it; … stands for a name or a value. Look for a few words of the message
that are no name. What the [policies](policies/messages.md) say is on a page of its own, and what the API itself answers is
printed after the request, as \`PUT /api/2.0/… → 400 INVALID_PARAMETER_VALUE: …\`.

A problem of an argument reads \`path: found …; allowed: …; likely mend\`. No message shows a key.

${sections.join("\n\n")}
`,
  ];
}

/** @param {Message} message */
function line({ text, meaning }) {
  const code = text.replaceAll(/\s*\n\s*/g, " ");
  const fence = code.includes("`") ? "``" : "`";
  return `- ${fence}${code.startsWith("`") || code.endsWith("`") ? ` ${code} ` : code}${fence}${meaning === "" ? "" : ` — ${meaning}`}`;
}

/** @param {string} path */
function sourcesIn(path) {
  if (path.endsWith(".ts")) return [path];
  return readdirSync(join(root, path), { recursive: true, encoding: "utf8" })
    .map((file) => `${path}/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".ts"))
    .sort();
}

/**
 * @param {string} file
 * @returns {Message[]}
 */
function messagesIn(file) {
  const text = readFileSync(join(root, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  /** @type {Message[]} */
  const messages = [];
  /** @param {import("typescript").Node} node */
  const visit = (node) => {
    messages.push(...messagesOf(node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return messages;
}

/**
 * @param {import("typescript").Node} node
 * @returns {Message[]}
 */
function messagesOf(node) {
  if (
    ts.isNewExpression(node) &&
    /^(Error|pulumi\.RunError|ConnectionError|CommandFailed|CalledWrongly|EditRefused)$/.test(
      node.expression.getText(),
    )
  )
    return messageTexts(node.arguments?.[0]).map((text) => ({ text, meaning: "" }));
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) {
    const meaning = meaningOf(node);
    if (meaning === undefined) return [];
    return messageTexts(node.arguments[0]).map((text) => ({ text, meaning }));
  }
  if (ts.isCallExpression(node) && node.expression.getText().endsWith("reporter.warn"))
    return messageTexts(node.arguments[0]).map((text) => ({ text: `warning: ${text}`, meaning: "" }));
  if (ts.isObjectLiteralExpression(node)) return problemOf(node);
  return [];
}

/**
 * What the class of an error says of it; undefined for other classes.
 *
 * @param {import("typescript").Node} node
 */
function meaningOf(node) {
  const owner = ts.findAncestor(node, ts.isClassDeclaration);
  const extended = owner?.heritageClauses?.some((clause) => /Error|CommandFailed/.test(clause.getText()));
  if (owner === undefined || extended !== true) return undefined;
  const comment = ts.getJSDocCommentsAndTags(owner)[0]?.comment;
  return (ts.getTextOfJSDocComment(comment) ?? "").replaceAll(/\s*\n\s*/g, " ").trim();
}

/**
 * @param {import("typescript").ObjectLiteralExpression} node
 * @returns {Message[]}
 */
function problemOf(node) {
  /** @param {string} name */
  const part = (name) => {
    const property = node.properties.find((one) => one.name?.getText() === name);
    if (property === undefined) return undefined;
    return messageTexts(ts.isPropertyAssignment(property) ? property.initializer : property.name);
  };
  const [found, allowed, fix] = ["found", "allowed", "fix"].map(part);
  if (found === undefined || allowed === undefined) return [];
  const mend = fix?.find((text) => text !== "undefined" && text !== "…");
  return found.flatMap((one) =>
    allowed.map((other) => ({
      text: `…: found ${one}; allowed: ${other}${mend === undefined ? "" : `; ${mend}`}`,
      meaning: "",
    })),
  );
}

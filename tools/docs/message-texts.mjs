// @ts-check
// The texts of messages as they stand in a source, with … for what is put in when they are printed.
import ts from "typescript";

/** So many wordings of one message are listed. */
const MOST = 4;
const HOLE = "…";

/**
 * The wordings that an expression may have.
 *
 * @param {import("typescript").Node | undefined} node
 * @returns {string[]}
 */
export function messageTexts(node) {
  return [...new Set(textsOf(node).map((text) => text.replaceAll(/…(\s*…)+/g, HOLE).trim()))].slice(0, MOST);
}

/**
 * @param {import("typescript").Node | undefined} node
 * @returns {string[]}
 */
function textsOf(node) {
  if (node === undefined) return [""];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression);
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return together(textsOf(node.left), textsOf(node.right));
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce(
      (before, { expression, literal }) => together(together(before, textsOf(expression)), [literal.text]),
      [node.head.text],
    );
  }
  if (ts.isCallExpression(node) && node.expression.getText() === "JSON.stringify") return [`"${HOLE}"`];
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) return returnedBy(node.expression);
  const value = ts.isIdentifier(node) ? constantOf(node) : undefined;
  return value === undefined ? [HOLE] : textsOf(value);
}

/**
 * What a constant beside or around an expression is, where that is a text.
 *
 * @param {import("typescript").Identifier} node
 */
function constantOf(node) {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (!ts.isBlock(at) && !ts.isSourceFile(at)) continue;
    for (const statement of at.statements) {
      if (!ts.isVariableStatement(statement) || (statement.declarationList.flags & ts.NodeFlags.Const) === 0)
        continue;
      const found = statement.declarationList.declarations.find(({ name }) => name.getText() === node.text);
      if (found?.initializer !== undefined) return isText(found.initializer) ? found.initializer : undefined;
    }
  }
  return undefined;
}

/**
 * What a function of the same file returns, where that is a text.
 *
 * @param {import("typescript").Identifier} called
 */
function returnedBy(called) {
  const named = called
    .getSourceFile()
    .statements.find((one) => ts.isFunctionDeclaration(one) && one.name?.text === called.text);
  /** @type {string[]} */
  const texts = [];
  /** @param {import("typescript").Node} node */
  const visit = (node) => {
    if (ts.isReturnStatement(node) && node.expression !== undefined && isText(node.expression))
      texts.push(...textsOf(node.expression));
    else if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  if (named !== undefined && ts.isFunctionDeclaration(named) && named.body !== undefined) visit(named.body);
  return texts.length === 0 ? [HOLE] : texts;
}

/**
 * @param {import("typescript").Expression} node
 * @returns {boolean}
 */
const isText = (node) =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateExpression(node) ||
  (ts.isConditionalExpression(node) && isText(node.whenTrue) && isText(node.whenFalse)) ||
  (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) ||
  (ts.isCallExpression(node) && node.expression.getText() === "JSON.stringify");

/**
 * @param {readonly string[]} before
 * @param {readonly string[]} after
 */
const together = (before, after) => before.flatMap((one) => after.map((other) => one + other)).slice(0, MOST);

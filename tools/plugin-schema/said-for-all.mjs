// @ts-check
// What the sources say of an argument, in words that fit every language.

/** @typedef {import("../docs/field-effect.mjs").FieldFacts} FieldFacts */

/**
 * What names classes, functions and options of the JavaScript SDK alone is left out.
 *
 * @param {string} comment
 */
export const forAllLanguages = (comment) =>
  comment
    .split(/(?<=[.!?])\s+/)
    .filter((sentence) => !/\bimport\b|\.get`/.test(sentence))
    .join(" ")
    .replace(/[;,] `(?:uc)?[sS]ecretRef` writes it/, "");

/**
 * A comment with what the facts add to it. Where it says already that a change replaces, the reason goes there.
 *
 * @param {string} comment
 * @param {FieldFacts} facts
 */
export function withFacts(comment, { exactlyOneOf, replaces, plaintextOf }) {
  const said =
    replaces === undefined
      ? comment
      : REPLACES.test(comment)
        ? comment.replace(REPLACES, (words) => `${words} (${replaces})`)
        : `${comment} A change replaces: ${replaces}.`;
  return [
    said,
    exactlyOneOf === undefined ? "" : `Exactly one of ${exactlyOneOf.map((one) => `\`${one}\``).join(", ")}.`,
    plaintextOf === undefined ? "" : `Kept encrypted; \`${plaintextOf}\` takes a reference instead.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

const REPLACES = /A change replaces(?: the (?:endpoint|service))?/;

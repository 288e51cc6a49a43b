// @ts-check
import { createRequire } from "node:module";

/** @typedef {import("../../provider/schema/field-facts.js").FieldFacts} FieldFacts */
/** @typedef {import("../../provider/schema/field-facts.js").UpdateCall} UpdateCall */

/** @returns {typeof import("../../provider/plan/update-requests.js").UPDATE_REQUESTS} */
const requests = () =>
  createRequire(import.meta.url)("../../dist/provider/plan/update-requests.js").UPDATE_REQUESTS;

/**
 * What a change of a field does, in words; empty where its facts say nothing of it.
 *
 * @param {FieldFacts} facts
 */
export function effectOfChange({ updatedBy, replaces, local, mask, grants }) {
  if (replaces !== undefined) return `Replaces: ${replaces}.`;
  if (mask !== undefined) return `\`PATCH /api/2.1/unity-catalog/{name}\`, mask \`${mask}\``;
  if (grants !== undefined) return "`PATCH /api/2.1/unity-catalog/permissions/{type}/{fullName}`";
  if (local !== undefined) return `Not sent itself: ${local}.`;
  if (updatedBy === undefined) return "";
  const known = requests()[updatedBy];
  if (known === undefined)
    throw new Error(`Say in provider/plan/update-requests.ts which request ${updatedBy} is.`);
  return `\`${known.request}\``;
}

/**
 * What else there is to know of a field, sentence by sentence.
 *
 * @param {FieldFacts} facts
 */
export function notesOn({
  notReadBack,
  serverDefault,
  plaintextOf,
  secretReference,
  concealed,
  keyedBy,
  aliasOf,
  exactlyOneOf,
  shownOnly,
}) {
  return [
    aliasOf === undefined ? "" : `Another name of \`${aliasOf}\`.`,
    plaintextOf === undefined
      ? ""
      : `**Secret.** Kept encrypted; \`${plaintextOf}\` takes a reference instead.`,
    secretReference === undefined ? "" : "Secret reference.",
    exactlyOneOf === undefined
      ? ""
      : `Exactly one of ${exactlyOneOf.map((field) => `\`${field}\``).join(", ")}.`,
    shownOnly === undefined ? "" : `Never sent: ${shownOnly}.`,
    concealed === undefined ? "" : `Never printed: ${concealed}.`,
    keyedBy === undefined
      ? ""
      : `Items are told apart by ${keyedBy.map((field) => `\`${field}\``).join(" or ")}.`,
    serverDefault === undefined
      ? ""
      : `Where unset, what the server fills in is no drift (${serverDefault}).`,
    notReadBack === undefined || plaintextOf !== undefined ? "" : `Not read back: ${notReadBack}.`,
  ].filter((note) => note !== "");
}

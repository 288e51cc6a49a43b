// @ts-check

/** @typedef {import("../../provider/schema/field-facts.js").FieldFacts} FieldFacts */
/** @typedef {import("../../provider/schema/field-facts.js").UpdateCall} UpdateCall */

/** The request behind each update call, as the REST reference names it. @type {Readonly<Record<UpdateCall, string>>} */
const REQUESTS = {
  patchTags: "PATCH /api/2.0/serving-endpoints/{name}/tags",
  putAiGateway: "PUT /api/2.0/serving-endpoints/{name}/ai-gateway",
  putRateLimits: "PUT /api/2.0/serving-endpoints/{name}/rate-limits",
  putConfig: "PUT /api/2.0/serving-endpoints/{name}/config",
  patchNotifications: "PATCH /api/2.0/serving-endpoints/{name}/notifications",
  patchTelemetry: "PATCH /api/2.0/serving-endpoints/{name}/telemetry-config",
  putPermissions: "PUT /api/2.0/permissions/serving-endpoints/{id}",
};

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
  const request = REQUESTS[updatedBy];
  if (request === undefined)
    throw new Error(`Say in tools/docs/field-effect.mjs which request ${updatedBy} is.`);
  return `\`${request}\``;
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

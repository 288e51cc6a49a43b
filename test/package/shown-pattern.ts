import { blocksOf } from "./markdown";

/** What differs between runs, and its like. The first that fits counts. */
const VARYING: readonly (readonly [RegExp, string])[] = [
  [/^…$/m, "(?:.*\\n)*?.*"],
  [/https:\/\/…/, "https?://.*?"],
  [/…/, ".*?"],
  [/\[[#-]{10}\]/, "\\[[#-]{10}\\]"],
  [/https?:\/\/[\w.:-]+\w/, "https?://[\\w.:-]+\\w"],
  [/dapi-[\w-]+/, "dapi-[\\w-]+"],
  [/"\d{10,}"/, '"\\d{10,}"'],
  [/\/[\w/]+\/pulumi\b/, "/\\S+/pulumi"],
  [/\d+\.\d+\.\d+/, "\\d+\\.\\d+\\.\\d+"],
  [/\d+ (?:min|ms|s)\b/, "\\d+ (?:min|ms|s)\\b"],
  [/\d+ requests?/, "\\d+ requests?"],
  [/\d+ errors?/, "\\d+ errors?"],
  [/\([\d.]+ %\)/, "\\([\\d.]+ %\\)"],
  [/\d+ (?:is|are) visible/, "\\d+ (?:is|are) visible"],
];

const ANY = new RegExp(VARYING.map(([varying]) => `(${varying.source})`).join("|"), "gm");

/** What documentation shows, as a pattern: addresses, times, numbers and versions stand for their like, `…` for anything. */
export function shownPattern(text: string): RegExp {
  let pattern = "";
  let end = 0;
  for (const match of text.trimEnd().matchAll(ANY)) {
    const which = match.slice(1).findIndex((group) => group !== undefined);
    pattern += escaped(text.slice(end, match.index)) + (VARYING[which]?.[1] ?? "");
    end = match.index + match[0].length;
  }
  return new RegExp(pattern + escaped(text.trimEnd().slice(end)));
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** The pattern of what a page says that a test, which its label names, prints. */
export function heldBlock(page: string, test: string): RegExp {
  const block = blocksOf(page).find(({ label }) => label === `held by: ${test}`);
  if (block === undefined) throw new Error(`${page} has no block that ${test} holds`);
  return shownPattern(block.text);
}

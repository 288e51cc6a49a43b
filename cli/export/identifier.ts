/** Words that the language keeps, and names that an exported program gives to something else. */
const TAKEN = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false " +
    "finally for function if implements import in instanceof interface let new null package private protected public return " +
    "static super switch this throw true try typeof undefined var void while with yield " +
    "config exports globalThis module process pulumi require secretRef"
  ).split(" "),
);

/** A variable's name for an endpoint: `chat-v2` is `chatV2`. */
export function identifier(endpoint: string): string {
  const [first = "", ...rest] = endpoint.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const small = (word: string): string =>
    /^[A-Z0-9]+$/.test(word) ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1);
  const large = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  const name = [small(first), ...rest.map(large)].join("");
  if (name === "") return "endpoint";
  if (/^\d/.test(name)) return `endpoint${large(name)}`;
  return TAKEN.has(name) ? `${name}Endpoint` : name;
}

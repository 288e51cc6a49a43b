import { keyShaped } from "../../provider/schema/key-shaped";
import { mayHoldKey } from "../../provider/schema/may-hold-key";
import { formatPath, type Path, type Problem } from "../../provider/schema/problem";

/** One thing that a rule objects to. */
export interface Finding {
  /** Where, in the resource's inputs; a text where the path is already written out, empty for the resource as a whole. */
  path: Path | string;
  /** What stands there; never a value that may be secret. */
  found: string;
  /** What to write instead. */
  instead: string;
  /** Address of the page that says so. */
  see?: string;
}

/** A finding on one line. */
export function formatFinding({ path, found, instead, see }: Finding): string {
  const where = typeof path === "string" ? path : formatPath(path);
  const text = withoutKeys(`${where === "" ? "" : `${where}: `}found ${found}; ${instead}`);
  return see === undefined ? text : `${text}; see ${see}`;
}

/**
 * The text with each word that looks like a key replaced by what it looks like. Rules name paths and harmless values
 * only; this holds where a user has written a key in a place that nobody expects one.
 */
function withoutKeys(text: string): string {
  return text.replace(/[^\s"',;()[\]{}]+/g, (word) => {
    return mayHoldKey(word) ? `<${keyShaped(word) ?? "a text that may be a key"}>` : word;
  });
}

/** The finding of a problem that the provider's own check knows too. */
export function findingOf({ path, found, allowed, fix }: Problem): Finding {
  return { path, found, instead: `allowed: ${allowed}${fix === undefined ? "" : `; ${fix}`}` };
}

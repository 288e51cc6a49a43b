import { formatPath, type Path, type Problem } from "../../provider/resources/kit/problem";

/** One thing that a rule objects to. */
export interface Finding {
  /** Where, in the resource's inputs; a text where the path is already written out, empty for the resource as a whole. */
  path: Path | string;
  /** What stands there; never a value that may be secret. */
  found: string;
  /** What to write instead. */
  instead: string;
}

/** A finding on one line. */
export function formatFinding({ path, found, instead }: Finding): string {
  const where = typeof path === "string" ? path : formatPath(path);
  return `${where === "" ? "" : `${where}: `}found ${found}; ${instead}`;
}

/** The finding of a problem that the provider's own check knows too. */
export function findingOf({ path, found, allowed, fix }: Problem): Finding {
  return { path, found, instead: `allowed: ${allowed}${fix === undefined ? "" : `; ${fix}`}` };
}

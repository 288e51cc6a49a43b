/** Where a value stands in a resource's inputs: property names and list indices from the top. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with the inputs, in the four parts that a reader needs to mend it. */
export interface Problem {
  readonly path: Path;
  /** What stands there; never the value of a credential. */
  readonly found: string;
  /** What may stand there. */
  readonly allowed: string;
  /** The likely mend, where there is one. */
  readonly fix?: string | undefined;
}

/** `config.servedEntities[0].name`, as one would write it in a program. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    if (!/^[A-Za-z_$][\w$]*$/.test(part)) return `${text}[${JSON.stringify(part)}]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}

/** A problem on one line. */
export function formatProblem({ path, found, allowed, fix }: Problem): string {
  const where = path.length === 0 ? "" : `${formatPath(path)}: `;
  return `${where}found ${found}; allowed: ${allowed}${fix === undefined ? "" : `; ${fix}`}`;
}

/** One problem for each path: a field that its shape forbids often breaks a rule as well. */
export function distinct(problems: readonly Problem[]): Problem[] {
  const paths = problems.map(({ path }) => formatPath(path));
  return problems.filter((_, index) => paths.indexOf(paths[index] ?? "") === index);
}

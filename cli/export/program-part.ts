/** One resource of an exported program. */
export interface ProgramPart {
  /** What it needs of this package. */
  readonly imports: readonly string[];
  /** Whether it reads the stack's configuration. */
  readonly usesConfig: boolean;
  /** The resource and what is exported of it, comments above. */
  readonly body: string;
  /** What the user should know before running it, a sentence or two each. */
  readonly notes: readonly string[];
}

/**
 * A program of several resources, in their order.
 *
 * @param remarks comments at its top, as lines
 */
export function printProgram(parts: readonly ProgramPart[], remarks = ""): string {
  const names = [...new Set(parts.flatMap(({ imports }) => imports))].sort((a, b) =>
    a.toLowerCase() < b.toLowerCase() ? -1 : 1,
  );
  const line = `import { ${names.join(", ")} } from "pulumi-databricks-serving";\n`;
  const usesConfig = parts.some((part) => part.usesConfig);
  return [
    ...(usesConfig ? ['import * as pulumi from "@pulumi/pulumi";\n'] : []),
    line.length <= 81
      ? line
      : `import {\n${names.map((name) => `  ${name},\n`).join("")}} from "pulumi-databricks-serving";\n`,
    ...(usesConfig ? ["\nconst config = new pulumi.Config();\n"] : []),
    ...(remarks === "" ? [] : ["\n", remarks]),
    ...parts.map(({ body }) => `\n${body}`),
  ].join("");
}

/** Whose syntax lines that set environment variables can be in. */
export const SHELLS = ["sh", "powershell", "dotenv"] as const;

export type Shell = (typeof SHELLS)[number];

const WRITERS: Record<Shell, (name: string, value: string) => string> = {
  sh: (name, value) =>
    `export ${name}=${/^[\w:/.@%+,-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`}`,
  powershell: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
  dotenv: (name, value) => `${name}=${/^[\w:/.@%+,-]+$/.test(value) ? value : JSON.stringify(value)}`,
};

/** Lines that set these variables, to paste into a shell or a file. */
export const environmentLines = (shell: Shell, variables: Record<string, string>): string =>
  Object.entries(variables)
    .map(([name, value]) => WRITERS[shell](name, value))
    .join("\n");

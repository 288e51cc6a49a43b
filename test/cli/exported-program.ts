import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runInNewContext } from "node:vm";
import ts from "typescript";
import { onTestFinished } from "vitest";
import type { Fields } from "../../provider/schema/plain-object";
import { secretRef } from "../../sdk/secret-ref";
import { runHere, type Outcome } from "./run-here";

const REPOSITORY = resolve(__dirname, "../..");

/** Runs `databricks-serving export` in this process, signed in to an emulated workspace. */
export async function exported(
  { url, token }: { url: string; token: string },
  ...args: string[]
): Promise<Outcome> {
  return runHere(["export", ...args], {
    environment: { DATABRICKS_HOST: url, DATABRICKS_TOKEN: token },
    folder: REPOSITORY,
  });
}

/** Runs a program and answers the name and arguments of the one endpoint in it. */
export function runProgram(
  text: string,
  config: Readonly<Record<string, string>> = {},
): { name: string; args: Fields } {
  const made: { name: string; args: Fields }[] = [];
  function ServingEndpoint(name: string, args: Fields): void {
    made.push({ name, args });
  }
  class Config {
    requireSecret(key: string): string {
      const value = config[key];
      if (value === undefined) throw new Error(`the program asks for ${key}, which is not configured`);
      return value;
    }
  }
  const modules: Record<string, object> = {
    "@pulumi/pulumi": { Config },
    "pulumi-databricks-serving": { ServingEndpoint, secretRef },
  };
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
  });
  runInNewContext(outputText, { require: (name: string) => modules[name], exports: {} });
  const [only] = made;
  if (only === undefined || made.length > 1) throw new Error(`the program makes ${made.length} endpoints`);
  // Out of the other context, whose objects have other prototypes.
  return { name: only.name, args: JSON.parse(JSON.stringify(only.args)) as Fields };
}

/** What the strict compiler says against programs, as a user's project would compile them. */
export function typeErrors(programs: Readonly<Record<string, string>>): string[] {
  mkdirSync(join(REPOSITORY, ".tmp"), { recursive: true });
  const folder = mkdtempSync(join(REPOSITORY, ".tmp", "export-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = Object.entries(programs).map(([name, text]) => {
    const file = join(folder, `${name.replaceAll(/\W+/g, "-")}.ts`);
    writeFileSync(file, text);
    return file;
  });
  const program = ts.createProgram(files, {
    strict: true,
    noUnusedLocals: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    esModuleInterop: true,
    skipLibCheck: true,
    noEmit: true,
    types: ["node"],
    paths: { "pulumi-databricks-serving": [join(REPOSITORY, "sdk/index.ts")] },
  });
  return files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${file}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
}

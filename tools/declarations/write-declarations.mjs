// @ts-check
// Types that follow from a schema, written out in dist/. The compiler's own declarations of them lead through zod, where the
// comments on the fields are lost: an editor would show nothing, and a user's compiler would infer them at each run.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { root } from "../repository.mjs";
import { InterfacePrinter } from "./interface-printer.mjs";

/** An exported type that zod infers. The second group is what an earlier run has written over it. */
const INFERRED =
  /^(?:export type (\w+) = z\.(?:input|output|infer)<[^;]+>;|\/\/ begin (\w+)\n[\s\S]*?\/\/ end \2)$/gm;

/** A type by which the compiler names what it infers, whether the file imports it or not. */
const NAMED = { name: "OneOf", module: join(root, "dist", "provider", "schema", "field-facts") };

/**
 * @param {string} text of a declaration file
 * @param {string} file
 */
function withImports(text, file) {
  const { name, module } = NAMED;
  if (!text.includes(`${name}<`) || new RegExp(`^import (?:type )?\\{[^}]*\\b${name}\\b`, "m").test(text))
    return text;
  const path = relative(dirname(file), module).replaceAll("\\", "/");
  return `import type { ${name} } from "${path.startsWith(".") ? path : `./${path}`}";\n${text}`;
}

/** Writes out all of them. */
export function writeDeclarations() {
  const { config } = ts.readConfigFile(join(root, "tsconfig.build.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const folder = join(root, "provider", "resources");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file));
  const program = ts.createProgram(files, { ...options, incremental: false, types: [] });
  for (const file of files) {
    const declaration = join(root, "dist", relative(root, file)).replace(/\.ts$/, ".d.ts");
    const text = readFileSync(declaration, "utf8");
    const printer = new InterfacePrinter(program, file);
    const written = text.replaceAll(INFERRED, (_, inferred, before) => {
      const name = inferred ?? before;
      return `// begin ${name}\n${printer.print(name)}\n// end ${name}`;
    });
    const whole = withImports(written, declaration);
    if (whole !== text) writeFileSync(declaration, whole);
  }
}

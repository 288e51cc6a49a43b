// @ts-check
// What the comments in the sources say of each field, found through the types, so that a field in a shape that is shared,
// spread or extended still finds its comment.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../repository.mjs";

/** @typedef {readonly import("typescript").Type[]} Types possible types of one value: the options of a union */

/**
 * Reads sources with their types.
 *
 * @param {readonly string[]} files paths in the repository
 */
export function readSources(files) {
  const text = readFileSync(join(root, "tsconfig.json"), "utf8");
  const parsed = ts.parseConfigFileTextToJson("tsconfig.json", text);
  const { options } = ts.convertCompilerOptionsFromJson(parsed.config.compilerOptions, root);
  const program = ts.createProgram(
    files.map((file) => join(root, file)),
    { ...options, types: [] },
  );
  return new SourceComments(program);
}

export class SourceComments {
  #program;
  #checker;

  /** @param {import("typescript").Program} program */
  constructor(program) {
    this.#program = program;
    this.#checker = program.getTypeChecker();
  }

  /**
   * The comment on an export of a file.
   *
   * @param {string} file
   * @param {string} name
   */
  ofExport(file, name) {
    return this.#comment(this.#exported(file, name));
  }

  /**
   * The type of what a schema takes.
   *
   * @param {string} file
   * @param {string} name of an exported constant
   * @param {string} [property] of it, where the schema stands
   * @returns {Types}
   */
  inputOfSchema(file, name, property) {
    const type = this.#checker.getTypeOfSymbol(this.#exported(file, name));
    const path = [...(property === undefined ? [] : [property]), "_zod", "input"];
    return this.#objects(
      path.reduce((at, step) => this.#checker.getTypeOfSymbol(this.#property(at, step)), type),
    );
  }

  /**
   * An exported interface or type.
   *
   * @param {string} file
   * @param {string} name
   * @returns {Types}
   */
  ofType(file, name) {
    return this.#objects(this.#checker.getDeclaredTypeOfSymbol(this.#exported(file, name)));
  }

  /** @param {Types} types */
  fields(types) {
    return [
      ...new Set(types.flatMap((type) => this.#checker.getPropertiesOfType(type)).map(({ name }) => name)),
    ];
  }

  /**
   * The comment on a field, and the types that it may have.
   *
   * @param {Types} types
   * @param {string} field
   */
  field(types, field) {
    const symbols = types.flatMap((type) => this.#checker.getPropertyOfType(type, field) ?? []);
    const declaration = symbols[0]?.declarations?.[0];
    return {
      comment: symbols.map((symbol) => this.#comment(symbol)).find((comment) => comment !== "") ?? "",
      types: symbols.flatMap((symbol) => this.#objects(this.#checker.getTypeOfSymbol(symbol))),
      declaredAs:
        declaration !== undefined && ts.isPropertySignature(declaration)
          ? declaration.type?.getText()
          : undefined,
      declaredIn: declaration?.getSourceFile().fileName,
    };
  }

  /**
   * The options of a union without those whose `field` is another literal than `value`.
   *
   * @param {Types} types
   * @param {string} field
   * @param {string} value
   * @returns {Types}
   */
  optionsWith(types, field, value) {
    return types.filter((type) => {
      const symbol = this.#checker.getPropertyOfType(type, field);
      const literal = symbol && this.#checker.getTypeOfSymbol(symbol);
      return literal === undefined || !literal.isStringLiteral() || literal.value === value;
    });
  }

  /**
   * @param {string} file
   * @param {string} name
   */
  #exported(file, name) {
    const source = this.#program.getSourceFile(join(root, file));
    const module = source && this.#checker.getSymbolAtLocation(source);
    const symbol = module && this.#checker.getExportsOfModule(module).find((one) => one.name === name);
    if (symbol === undefined) throw new Error(`${file} exports no ${name}`);
    return symbol;
  }

  /**
   * @param {import("typescript").Type} type
   * @param {string} name
   */
  #property(type, name) {
    const symbol = this.#checker.getPropertyOfType(type, name);
    if (symbol === undefined) throw new Error(`${this.#checker.typeToString(type)} has no ${name}`);
    return symbol;
  }

  /**
   * A type without `undefined` and the lists around it.
   *
   * @param {import("typescript").Type} type
   * @returns {import("typescript").Type[]}
   */
  #objects(type) {
    const present = this.#checker.getNonNullableType(type);
    if (present.isUnion()) return present.types.flatMap((option) => this.#objects(option));
    const element = this.#checker.isArrayType(present)
      ? this.#checker.getTypeArguments(/** @type {import("typescript").TypeReference} */ (present))[0]
      : undefined;
    return element === undefined ? [present] : this.#objects(element);
  }

  /** @param {import("typescript").Symbol} symbol */
  #comment(symbol) {
    return ts
      .displayPartsToString(symbol.getDocumentationComment(this.#checker))
      .replaceAll(/\s*\n\s*/g, " ")
      .trim();
  }
}

// @ts-check
import ts from "typescript";

/** @typedef {import("typescript").Type} Type */
/** @typedef {import("typescript").Symbol} Symbol */

/** Prints inferred types of one source as interfaces, with the comments on their fields. */
export class InterfacePrinter {
  #checker;
  #module;
  /** @type {string[]} */
  #printed = [];
  /** @type {Map<string, string>} bodies by name, so that two types never share one by mistake */
  #bodies = new Map();
  #link;
  /** Names that the module has already. */
  #exported;

  /**
   * @param {import("typescript").Program} program
   * @param {string} file
   */
  constructor(program, file) {
    this.#checker = program.getTypeChecker();
    const source = program.getSourceFile(file);
    this.#module = source && this.#checker.getSymbolAtLocation(source);
    const exported = this.#module === undefined ? [] : this.#checker.getExportsOfModule(this.#module);
    this.#exported = new Set(exported.map((symbol) => symbol.name));
    this.#link = exported.flatMap((symbol) => this.#tag(symbol, "see"))[0];
  }

  /**
   * The declarations of an exported type, and of all objects in it.
   *
   * @param {string} name
   */
  print(name) {
    const exported = this.#module === undefined ? [] : this.#checker.getExportsOfModule(this.#module);
    const symbol = exported.find((one) => one.name === name);
    if (symbol === undefined) throw new Error(`There is no ${name} to write out.`);
    const type = this.#checker.getDeclaredTypeOfSymbol(symbol);
    this.#printed = [];
    const base = name.replace(/(Inputs|Answers|Arguments|Fields)$/, "");
    const whole = type.isUnion() ? this.#text(type, base) : undefined;
    const own = whole === undefined ? this.#interface(type, name, base) : `export type ${name} = ${whole};`;
    return [...this.#printed, own].join("\n");
  }

  /**
   * @param {Type} type
   * @param {string} name of the interface
   * @param {string} path names of the objects in it begin with it
   * @returns {string}
   */
  #interface(type, name, path) {
    const fields = this.#checker.getPropertiesOfType(type).map((field) => {
      const fieldType = this.#checker.getTypeOfSymbol(field);
      const optional = (field.flags & ts.SymbolFlags.Optional) !== 0;
      const text = this.#text(this.#checker.getNonNullableType(fieldType), path + pascal(field.name));
      return `${this.#comment(field)}    ${field.name}${optional ? "?" : ""}: ${text}${optional ? " | undefined" : ""};`;
    });
    return `export interface ${name} {\n${fields.join("\n")}\n}`;
  }

  /**
   * @param {Type} type
   * @param {string} path
   * @returns {string}
   */
  #text(type, path) {
    const element = this.#checker.isArrayType(type)
      ? this.#checker.getIndexTypeOfType(type, ts.IndexKind.Number)
      : undefined;
    if (element !== undefined) {
      const text = this.#text(element, singular(path));
      return /[ |&]/.test(text) ? `(${text})[]` : `${text}[]`;
    }
    if (type.isUnion() && type.types.some((one) => one.flags & ts.TypeFlags.Object)) {
      return type.types.map((one) => this.#text(one, path + this.#discriminant(one))).join(" | ");
    }
    const values = this.#checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if (values !== undefined) return `{ [name: string]: ${this.#text(values, path)} }`;
    if (type.flags & ts.TypeFlags.Object && this.#checker.getPropertiesOfType(type).length > 0) {
      return this.#named(type, path);
    }
    return this.#checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
  }

  /**
   * The name of an object's interface, which is printed if it is not yet.
   *
   * @param {Type} type
   * @param {string} path
   * @returns {string}
   */
  #named(type, path) {
    // `state` of an endpoint is not what the module calls the endpoint's state.
    const wanted = this.#exported.has(path) ? `${path}Output` : path;
    for (let name = wanted, number = 2; ; name = `${wanted}${number++}`) {
      const body = this.#interface(type, name, name);
      const known = this.#bodies.get(name);
      if (known === body) return name;
      if (known !== undefined) continue;
      this.#bodies.set(name, body);
      this.#printed.push(body);
      return name;
    }
  }

  /**
   * What tells an option of a union apart: the first of its fields that is a literal.
   *
   * @param {Type} type
   */
  #discriminant(type) {
    for (const field of this.#checker.getPropertiesOfType(type)) {
      const value = this.#checker.getTypeOfSymbol(field);
      if (value.isStringLiteral()) return pascal(value.value);
    }
    return "";
  }

  /**
   * What a field is, and the API's own page, which the module names.
   *
   * @param {Symbol} symbol
   */
  #comment(symbol) {
    const text = ts
      .displayPartsToString(symbol.getDocumentationComment(this.#checker))
      .replaceAll("*/", "*\\/");
    const link = this.#link !== undefined ? ["", `@see ${this.#link}`] : [];
    const lines = [...text.split("\n"), ...link];
    if (text === "" && link.length === 0) return "";
    return `    /**\n${lines.map((line) => `     * ${line}`.trimEnd()).join("\n")}\n     */\n`;
  }

  /**
   * @param {Symbol} symbol
   * @param {string} name
   */
  #tag(symbol, name) {
    return symbol
      .getJsDocTags(this.#checker)
      .filter((tag) => tag.name === name)
      .map((tag) => ts.displayPartsToString(tag.text).trim());
  }
}

/** @param {string} text */
const pascal = (text) =>
  text
    .replaceAll(/(?:^|[^A-Za-z0-9]+)([a-z])/g, (_, letter) => letter.toUpperCase())
    .replaceAll(/[^A-Za-z0-9]/g, "");

/** @param {string} name */
const singular = (name) => name.replace(/ies$/, "y").replace(/([^s])s$/, "$1");

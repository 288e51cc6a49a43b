import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { identifier } from "../../cli/export/identifier";
import { printCode, printComment } from "../../cli/export/print-code";
import { toCode } from "../../cli/export/to-code";

describe("names of variables", () => {
  it.each([
    ["assistant", "assistant"],
    ["chat-v2", "chatV2"],
    ["My_Endpoint", "myEndpoint"],
    ["GPT4-proxy", "gpt4Proxy"],
    ["3-models", "endpoint3Models"],
    ["class", "classEndpoint"],
    ["config", "configEndpoint"],
    ["secret-ref", "secretRefEndpoint"],
    ["---", "endpoint"],
  ])("are identifiers: %s is %s", (endpoint, variable) => {
    expect(identifier(endpoint)).toBe(variable);
    expect(() => new Function(`"use strict"; const ${variable} = 1;`)).not.toThrow();
  });
});

describe("printed code", () => {
  const long = "x".repeat(70);

  it.each([
    [{ text: "both \" and '", double: '""\'', single: "it's", control: "a\nb\u2028\\" }],
    [{ description: long, name: long, "dotted.name": long }],
    [{ list: ["a", "b"], longer: [long, long], empty: [], none: {} }],
    [{ reference: "{{secrets/scope/key}}", far: `{{secrets/${long}/key}}`, flat: { a: 1, b: true } }],
    [
      {
        single: [{ a: 1, b: 2 }],
        one: [{ a: 1 }, { a: 2 }],
        several: [
          { a: 1, b: 2 },
          { a: 2, b: 3 },
        ],
      },
    ],
    [{ deep: { deeper: { deepest: [{ list: [long] }] } } }],
  ])("is what Prettier makes of it, and means the same: %j", async (value) => {
    const code = printCode(toCode(value), "", Number.POSITIVE_INFINITY);
    const text = `export const value = ${code};\n`;
    expect(text).toBe(await format(text, { parser: "typescript" }));
    const secretRef = (scope: string, key: string) => `{{secrets/${scope}/${key}}}`;
    expect(new Function("secretRef", `return ${code};`)(secretRef)).toEqual(value);
  });

  it("takes a field called __proto__ for a field", () => {
    const value = JSON.parse('{ "__proto__": "x" }') as object;
    const copy = new Function(`return ${printCode(toCode(value), "", 0)};`)() as object;
    expect(Object.entries(copy)).toEqual([["__proto__", "x"]]);
  });

  it("keeps comments in 80 columns, and what is to be copied on one line", () => {
    const comment = printComment(`${"word ".repeat(14)}\`pulumi config set --secret x\` end`, "  ");
    for (const line of comment.trimEnd().split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(comment).toContain("`pulumi config set --secret x`");
  });
});

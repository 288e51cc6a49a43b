// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pictureOf, pictureProblems } from "../../tools/check/room-picture.mjs";
import { root } from "../../tools/repository.mjs";

const page = `
\`\`\`mermaid
graph TD
  program(["a program"]) --> sdk
  sdk["sdk<br/>classes"]
  plan["provider/plan<br/>what to do"]
  text["provider/text"]
  sdk --> plan
  plan --> text
\`\`\`
`;

/** @param {string} source @param {string[]} imports */
const module = (source, ...imports) => ({
  source,
  dependencies: imports.map((resolved) => ({ resolved })),
});

const code = [
  module("sdk/a.ts", "provider/plan/b.ts", "provider/text/c.ts", "sdk/d.ts"),
  module("provider/plan/b.ts", "provider/text/c.ts"),
  module("provider/text/c.ts"),
];

test("a picture that shows each room, and the imports that follow from no other, is right", () => {
  expect(pictureProblems(page, code)).toEqual([]);
});

test("an import that the picture does not have is named with the file that has it", () => {
  expect(pictureProblems(page, [...code, module("provider/text/c.ts", "provider/catalog/e.ts")])).toEqual([
    "not in the picture: provider/text --> provider/catalog (provider/text/c.ts imports provider/catalog/e.ts)",
  ]);
});

test("a room or an arrow that the code does not have is named", () => {
  const [sdk] = code;
  expect(pictureProblems(page, [/** @type {any} */ (sdk), module("provider/text/c.ts")])).toEqual([
    "not in the code: the room provider/plan",
    "not in the picture: sdk --> provider/text (sdk/a.ts imports provider/text/c.ts)",
    "not in the code, or said by other arrows: provider/plan --> provider/text",
  ]);
});

test("the picture of the architecture is read whole", () => {
  const { rooms, arrows } = pictureOf(readFileSync(join(root, "docs", "architecture.md"), "utf8"));
  expect(rooms.length).toBeGreaterThan(10);
  expect(arrows.length).toBeGreaterThan(15);
});

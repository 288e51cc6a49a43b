import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultSwitches } from "../../emulator/index";

const page = readFileSync(join(__dirname, "../../docs/emulator.md"), "utf8");

test("the page lists every switch with its default, and no other", () => {
  const section = page.slice(page.indexOf("## Switches"), page.indexOf("## Faults"));
  const rows = [...section.matchAll(/^\| `(\w+)` *\| `([^`]*)` *\|/gm)].map(([, name, value]) => [
    name,
    value,
  ]);
  const expected = Object.entries(defaultSwitches).map(([name, value]) => [name, JSON.stringify(value)]);
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(expected));
});

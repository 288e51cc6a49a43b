import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultSwitches } from "../../emulator/index";
import { PARAMETER_PROVIDERS, providerParameters } from "../../emulator/models/provider-parameters";
import { REFUSALS } from "../../emulator/unity-catalog/refusals";

const read = (page: string): string => readFileSync(join(__dirname, "../../docs", page), "utf8");

/** The lines between a heading and the next of its level. */
const section = (page: string, heading: string): string =>
  read(page)
    .split(/^## /m)
    .find((part) => part.startsWith(`${heading}\n`)) ?? "";

test("the pages list every switch with its default, and no other", () => {
  const listed = ["emulator.md", "emulator-model-services.md"]
    .map((page) => section(page, "Switches"))
    .join("");
  const rows = [...listed.matchAll(/^\| `(\w+)` *\| `([^`]*)` *\|/gm)].map(([, name, value]) => [
    name,
    value,
  ]);
  const expected = Object.entries(defaultSwitches).map(([name, value]) => [name, JSON.stringify(value)]);
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(expected));
});

test("the page lists every refusal as it is answered, and no other", () => {
  const row = /^\| `(\w+)` *\| (\d+) *\| `(\w+)` *\| (.*?) *\|$/gm;
  const rows = [...section("emulator-model-services.md", "Refusals").matchAll(row)];
  expect(
    Object.fromEntries(
      rows.map(([, name, status, errorCode, message]) => [
        name,
        { status: Number(status), errorCode, message },
      ]),
    ),
  ).toEqual(REFUSALS);
});

test("the page lists what becomes of each parameter at each provider", () => {
  const page = readFileSync(join(__dirname, "../../docs/emulator.md"), "utf8");
  const section = page.slice(page.indexOf("<!-- parameters"), page.indexOf("### What it does not do"));
  const rows = [...section.matchAll(/^\| `(\w+)` *\| (.*?) *\| (\w+) *\| (.*?) *\|$/gm)].map((row) =>
    row.slice(1),
  );
  expect(rows).toEqual(
    Object.entries(providerParameters).map(([name, { taken, elsewhere, source }]) => [
      name,
      taken.length === PARAMETER_PROVIDERS.length ? "all" : taken.join(", "),
      elsewhere,
      source,
    ]),
  );
});

import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { startEmulator, type Emulator } from "../../emulator/index";
import { handlers } from "./handlers";
import type { Fields } from "../../provider/schema/plain-object";
import { everyInput, placesIn, withAt } from "./every-input";

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
  process.env["DATABRICKS_HOST"] = emulator.url;
  process.env["DATABRICKS_TOKEN"] = emulator.token;
  return () => emulator.close();
});

const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    " ",
    0,
    -1,
    1.5,
    1e308,
    Number.NaN,
    true,
    [],
    {},
    [[]],
    [null],
    "x".repeat(2000),
  ),
  fc.constantFrom(
    "{{secrets/a/b}}",
    "{{secrets/a}}",
    "__proto__",
    "constructor",
    "toString",
    "\u0000",
    "💥",
    "%s",
    "${a}",
  ),
  fc.string(),
  fc.integer(),
  fc.jsonValue({ maxDepth: 3 }),
);

const name = fc.oneof(
  fc.constantFrom(
    "constructor",
    "toString",
    "__proto__",
    "hasOwnProperty",
    "valueOf",
    "nmae",
    "",
    "a.b",
    "0",
  ),
  fc.string({ maxLength: 12 }),
);

/** Arguments with one or a few slips in them: a wrong value, a missing one, or one too many. */
const slips = fc.constantFrom(...everyInput).chain(([, type, given]) => {
  const places = placesIn(given);
  const objects = [[], ...places.filter((place) => isObject(valueAt(given, place)))];
  const slip = fc.oneof(
    fc.tuple(fc.constantFrom(...places), junk).map(
      ([place, value]) =>
        (args: unknown) =>
          withAt(args, place, value),
    ),
    fc.constantFrom(...places).map((place) => (args: unknown) => withAt(args, place, undefined)),
    fc.tuple(fc.constantFrom(...objects), name, junk).map(([place, field, value]) => (args: unknown) => {
      const before = valueAt(args, place);
      return isObject(before) ? withAt(args, place, withField(before, field, value)) : args;
    }),
  );
  return fc.array(slip, { minLength: 1, maxLength: 3 }).map((all) => ({
    type,
    args: all.reduce<unknown>((args, each) => each(args), given) as Fields,
  }));
});

test("whatever the arguments are, what is wrong is said with its path, without a stack and without a request", async () => {
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(slips, async ({ type, args }) => {
      const urn = `urn:pulumi:dev::test::pulumi-nodejs:dynamic/databricks:${type}::it`;
      const { preflight: _, ...asked } = { ...args };
      emulator.journal.clear();
      const handler = handlers[type];
      const { failures } = await handler.check({}, { ...asked, __urn: urn, preflight: false });
      expect(emulator.journal.entries()).toEqual([]);
      if (failures.length === 0) return;
      refused += 1;
      for (const { property, reason } of failures) {
        expect(property).toBe("");
        // A path, what was found, what is allowed.
        expect(reason).toMatch(/^\S.*: found .*/s);
        expect(reason).not.toMatch(/\n\s+at |TypeError|RangeError|\[object|\bSymbol\b/);
      }
      await handler.check({}, { ...asked, __urn: urn });
      expect(emulator.journal.entries()).toEqual([]);
    }),
    { numRuns: 1000, seed: 20_260_101 },
  );
  expect(refused).toBeGreaterThan(500);
}, 120_000);

test.each(["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf"])(
  "an argument named %s is refused like any other that there is not, wherever it stands",
  async (field) => {
    for (const [what, type, given] of everyInput) {
      for (const place of [[], ...placesIn(given)].filter((each) => isObject(valueAt(given, each)))) {
        // Environment variables and plaintext credentials have names of the user's own.
        if (place.includes("environmentVars") || place.includes("secretValues")) continue;
        const args = withAt(given, place, withField(valueAt(given, place) as Fields, field, "x")) as Fields;
        const { failures } = await handlers[type].check({}, { ...args });
        expect(failures.map(({ reason }) => reason).join("\n"), `${what}, ${place.join(".")}`).toContain(
          field,
        );
      }
    }
  },
);

test.each(["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf"])(
  "a text %s, wherever it stands, is answered in words",
  async (text) => {
    for (const [what, type, given] of everyInput) {
      for (const place of placesIn(given).filter((each) => typeof valueAt(given, each) === "string")) {
        const { failures } = await handlers[type].check({}, withAt(given, place, text) as Fields);
        const said = failures.map(({ reason }) => reason).join("\n");
        expect(said, `${what}, ${place.join(".")}`).not.toMatch(/native code|\[object|undefined|function/);
      }
    }
  },
);

function valueAt(value: unknown, place: readonly string[]): unknown {
  return place.reduce<unknown>((at, field) => (at as Fields | undefined)?.[field], value);
}

const isObject = (value: unknown): value is Fields =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** A copy with one field more, which is a field of its own whatever its name is. */
function withField(before: Fields, field: string, value: unknown): Fields {
  const copy = { ...before };
  Object.defineProperty(copy, field, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

import { describe, expect, test } from "vitest";
import { handlers } from "./handlers";
import type { Fields } from "../../provider/schema/plain-object";
import { everyInput, placesIn, withAt } from "./every-input";

/** What the engine sends in a preview for a value that it does not know yet. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const urn = (type: string) => `urn:pulumi:dev::test::pulumi-nodejs:dynamic/databricks:${type}::it`;

describe.each(everyInput)("%s", (_what, type, given) => {
  const handler = handlers[type];
  const known = { ...given, __urn: urn(type) };

  test("is accepted as it stands", async () => {
    expect((await handler.check({}, known)).failures).toEqual([]);
  });

  test("is neither refused nor falls over where a value is not known yet, wherever it stands", async () => {
    const { inputs: olds } = await handler.check({}, known);
    const outputs = { ...olds, endpointId: "1".repeat(32), state: { configUpdate: "NOT_UPDATING" } };
    const trouble: string[] = [];
    for (const place of placesIn(given)) {
      const news = withAt(known, place, UNKNOWN) as Fields;
      try {
        for (const before of [{}, olds]) {
          const { inputs, failures } = await handler.check(before, news);
          for (const { reason } of failures) trouble.push(`${place.join(".")}: refused: ${reason}`);
          await handler.diff("assistant", outputs, inputs);
        }
      } catch (error) {
        trouble.push(`${place.join(".")}: ${String(error)}`);
      }
    }
    expect(trouble).toEqual([]);
  });
});

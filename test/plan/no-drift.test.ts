import { describe, expect, test } from "vitest";
import { differences } from "../../provider/schema/differences";
import { planEndpoint, planChanges } from "../../provider/plan/plan-endpoint";
import { projectInputs } from "../../provider/schema/project-inputs";
import type { Fields } from "../../provider/schema/plain-object";
import { servingEndpoint } from "../../provider/resources/serving-endpoint";
import { decode } from "../../provider/schema/decode";
import { encode } from "../../provider/schema/encode";
import { inAnotherOrder, observed, randomValue, seeded } from "./random-inputs";

const schema = servingEndpoint.inputs;
const seeds = Array.from({ length: 300 }, (_, index) => index + 1);

const randomInputs = (random: () => number): Fields => randomValue(schema, random) as Fields;

const paths = (olds: unknown, news: unknown): string[] =>
  differences(schema, olds, news).map(({ path }) => path);

describe("whatever the inputs", () => {
  test("what a server makes of them, projected onto them, is no drift", () => {
    for (const seed of seeds) {
      const random = seeded(seed);
      const inputs = randomInputs(random);
      const answer = observed(schema, encode(schema, inputs), random);
      const read = projectInputs(schema, decode(schema, answer), inputs);
      expect(paths(read, inputs), `seed ${seed}`).toEqual([]);
    }
  });

  test("they do not differ from themselves in another order of lists and fields", () => {
    for (const seed of seeds) {
      const random = seeded(seed);
      const inputs = randomInputs(random);
      const same = inAnotherOrder(schema, inputs, random);
      expect(paths(inputs, same), `seed ${seed}`).toEqual([]);
      expect(paths(same, inputs), `seed ${seed}`).toEqual([]);
    }
  });

  test("a difference is seen from both sides, and planning it settles every input that differs", () => {
    for (const seed of seeds) {
      const random = seeded(seed);
      const [olds, news] = [randomInputs(random), randomInputs(random)];
      const there = paths(olds, news);
      expect(there.length > 0, `seed ${seed}`).toBe(paths(news, olds).length > 0);
      const plan = planEndpoint(olds, news);
      const inputsThatDiffer = new Set(there.map((path) => path.split(/[.[]/)[0]));
      const handled = new Set([
        ...plan.replacements.map(({ input }) => input),
        ...plan.recorded,
        ...plan.calls.flatMap(({ settles }) => settles),
      ]);
      expect(
        [...inputsThatDiffer].filter((input) => !handled.has(input!)),
        `seed ${seed}`,
      ).toEqual([]);
      expect(planChanges(plan), `seed ${seed}`).toBe(there.length > 0);
    }
  });

  test("encoding leaves out what is unset and what stays here, and says every name in snake case", () => {
    for (const seed of seeds) {
      const inputs = randomInputs(seeded(seed));
      const text = JSON.stringify(encode(schema, inputs));
      expect(text).not.toContain("null");
      expect(text).not.toMatch(/"(adopt|verify|timeouts|preflight|ownership_tag|allow_attached_models)":/);
      const names = [...text.matchAll(/"([A-Za-z_0-9]+)":/g)].map(([, name]) => name);
      expect(names.filter((name) => /[A-Z]/.test(name!) && name !== "camelCase")).toEqual([]);
    }
  });
});

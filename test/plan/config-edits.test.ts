import { describe, expect, test } from "vitest";
import {
  attachModel,
  detachModel,
  EditRefused,
  replaceOwn,
  setShares,
} from "../../provider/plan/config-edits";
import type { RemoteConfig, RemoteEntity } from "../../provider/plan/remote-config";
import { replayChanges } from "../../provider/plan/replay-changes";
import { shareOut } from "../../provider/resources/share-out";

const entity = (name: string, task = "llm/v1/chat", key = "a"): RemoteEntity => ({
  name,
  task,
  resendable: true,
  body: {
    name,
    external_model: {
      provider: "openai",
      name: "gpt-5.4",
      task,
      openai_config: { openai_api_key: `{{secrets/keys/${key}}}` },
    },
  },
});

function config(shares: Record<string, number>, version = 1): RemoteConfig {
  return {
    version,
    entities: Object.keys(shares).map((name) => entity(name)),
    shares: Object.entries(shares).map(([servedModelName, trafficPercentage]) => ({
      servedModelName,
      trafficPercentage,
    })),
    rest: {},
  };
}

const sharesOf = ({ shares }: RemoteConfig): Record<string, number> =>
  Object.fromEntries(
    shares.map(({ servedModelName, trafficPercentage }) => [servedModelName, trafficPercentage]),
  );

const always = () => true;
const never = () => false;

describe("attaching a model", () => {
  test("gives it 0 % and leaves the traffic as it is", () => {
    expect(sharesOf(attachModel("e", entity("new"), never).apply(config({ a: 70, b: 30 })))).toEqual({
      a: 70,
      b: 30,
      new: 0,
    });
  });

  test("twice does no more than once", () => {
    const edit = attachModel("e", entity("new"), always);
    const once = edit.apply(config({ a: 100 }));
    expect(edit.apply(once)).toEqual(once);
  });

  test("changes it in place, with its share", () => {
    const changed = attachModel("e", entity("b", "llm/v1/chat", "rotated"), always).apply(
      config({ a: 70, b: 30 }),
    );
    expect(sharesOf(changed)).toEqual({ a: 70, b: 30 });
    expect(changed.entities.find(({ name }) => name === "b")?.body).toMatchObject({
      external_model: { openai_config: { openai_api_key: "{{secrets/keys/rotated}}" } },
    });
  });

  test("lists models by name, which is the order in which fallbacks are tried", () => {
    const attached = attachModel("e", entity("b"), never).apply(config({ c: 100, a: 0 }));
    expect(attached.entities.map(({ name }) => name)).toEqual(["a", "b", "c"]);
  });

  test("is refused where the name is another's, the task another one, or the endpoint full", () => {
    const full = config(
      Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`m${index}`, index === 0 ? 100 : 0])),
    );
    expect(() => attachModel("e", entity("a"), never).apply(config({ a: 100 }))).toThrow(
      'Endpoint "e" already serves a model named "a"',
    );
    expect(() => attachModel("e", entity("b", "llm/v1/embeddings"), never).apply(config({ a: 100 }))).toThrow(
      '"b" has task llm/v1/embeddings, and endpoint "e" serves "a" with task llm/v1/chat',
    );
    expect(() => attachModel("e", entity("b"), never).apply(full)).toThrow(
      "serves 10 models, and can serve 10 at most",
    );
  });
});

describe("taking a model away", () => {
  test("gives its share to the others in proportion", () => {
    expect(sharesOf(detachModel("e", "c").apply(config({ a: 60, b: 20, c: 20 })))).toEqual({ a: 75, b: 25 });
  });

  test("that is gone already changes nothing", () => {
    const before = config({ a: 100 });
    expect(detachModel("e", "b").apply(before)).toBe(before);
  });

  test("is refused for the last one", () => {
    expect(() => detachModel("e", "a").apply(config({ a: 100 }))).toThrow(EditRefused);
  });
});

describe("an endpoint's own models", () => {
  test("change without a word on those that others attached", () => {
    const edit = replaceOwn("e", ["a"], [entity("a2")], {});
    expect(sharesOf(edit.apply(config({ a: 40, theirs: 60 })))).toEqual({ a2: 0, theirs: 100 });
  });

  test("do not take over a model that another attached under the same name", () => {
    const edit = replaceOwn("e", ["a"], [entity("a"), entity("theirs", "llm/v1/chat", "ours")], {});
    expect(() => edit.apply(config({ a: 40, theirs: 60 }))).toThrow('already serves a model named "theirs"');
  });
});

describe("a traffic split", () => {
  test("gives 0 % to models that it does not name", () => {
    const edit = setShares("e", [{ servedModelName: "b", trafficPercentage: 100 }]);
    expect(sharesOf(edit.apply(config({ a: 100, b: 0 })))).toEqual({ a: 0, b: 100 });
  });

  test("is refused where it names a model that is not served", () => {
    const edit = setShares("e", [{ servedModelName: "x", trafficPercentage: 100 }]);
    expect(() => edit.apply(config({ a: 100 }))).toThrow('serves no model "x"; it serves "a"');
  });
});

describe("sharing out", () => {
  test.each([
    [
      [60, 20],
      [75, 25],
    ],
    [
      [1, 1, 1],
      [34, 33, 33],
    ],
    [
      [0, 0],
      [50, 50],
    ],
    [
      [50, 20],
      [71, 29],
    ],
    [
      [0, 30],
      [0, 100],
    ],
    [[100], [100]],
  ])("%j becomes %j", (before, after) => {
    const shares = before.map((trafficPercentage, index) => ({
      servedModelName: `m${index}`,
      trafficPercentage,
    }));
    expect(shareOut(shares).map(({ trafficPercentage }) => trafficPercentage)).toEqual(after);
  });

  test("always gives whole percentages that sum to 100", () => {
    for (let seed = 1; seed < 500; seed++) {
      const shares = Array.from({ length: (seed % 9) + 1 }, (_, index) => ({
        servedModelName: `m${index}`,
        trafficPercentage: (seed * (index + 7) * 31) % 97,
      }));
      const shared = shareOut(shares).map(({ trafficPercentage }) => trafficPercentage);
      expect(shared.reduce((sum, share) => sum + share, 0)).toBe(100);
      expect(shared.every((share) => Number.isInteger(share) && share >= 0)).toBe(true);
    }
  });
});

describe("a write that came between", () => {
  test("is brought back where ours undid it: a model added, one changed, one taken away, traffic moved", () => {
    const base = config({ a: 100, gone: 0, changed: 0 }, 1);
    const theirs: RemoteConfig = {
      version: 2,
      entities: [entity("a"), entity("changed", "llm/v1/chat", "rotated"), entity("added")],
      shares: [
        { servedModelName: "a", trafficPercentage: 90 },
        { servedModelName: "changed", trafficPercentage: 10 },
        { servedModelName: "added", trafficPercentage: 0 },
      ],
      rest: {},
    };
    const ours = attachModel("e", entity("mine"), never).apply(base);
    const both = replayChanges(base, theirs, { ...ours, version: 3 }, ["mine"]);
    expect(sharesOf(both)).toEqual({ a: 90, changed: 10, added: 0, mine: 0 });
    expect(both.entities.find(({ name }) => name === "changed")?.body).toMatchObject({
      external_model: { openai_config: { openai_api_key: "{{secrets/keys/rotated}}" } },
    });
  });

  test("does not win over ours where both change the same model", () => {
    const base = config({ a: 100 }, 1);
    const theirs = attachModel("e", entity("mine", "llm/v1/chat", "theirs"), never).apply(base);
    const ours = attachModel("e", entity("mine", "llm/v1/chat", "ours"), never).apply(base);
    const both = replayChanges(base, { ...theirs, version: 2 }, { ...ours, version: 3 }, ["mine"]);
    expect(both.entities.find(({ name }) => name === "mine")?.body).toMatchObject({
      external_model: { openai_config: { openai_api_key: "{{secrets/keys/ours}}" } },
    });
  });
});

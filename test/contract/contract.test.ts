import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startEmulator, type Emulator } from "../../emulator/index";
import * as entry from "../../provider/index";
import { registeredResources, type ResourceType } from "../../provider/registered-resources";
import type { Fields } from "../../provider/schema/plain-object";
import { UNKNOWN } from "../../provider/schema/unknown";
import { placesIn, withAt } from "../provider/every-input";
import { byHandIn } from "./by-hand";
import { callsIn, consequenceOf } from "./consequence";
import { otherValues } from "./other-values";
import { overDynamicProvider } from "./over-dynamic-provider";
import { overPlugin } from "./over-plugin";
import { allSamples } from "./samples/all-samples";
import type { Samples } from "./samples/sample";
import { pathsIn, samplesOf, type CheckedSample } from "./samples/samples-of";
import { fieldsIn, schemaFields } from "./schema-fields";
import type { ServedResource, ServedRun, TestedTransport } from "./served-resource";

/** A transport that is added here is held to all of this. */
const transports: readonly TestedTransport[] = [overDynamicProvider, overPlugin];

const SECRETS = [
  "openai",
  "anthropic",
  "cohere",
  "aws-id",
  "aws-key",
  "vertex",
  "databricks",
  "other",
  "spare",
];

/** A workspace in which nothing takes time, with all that samples refer to. */
async function workspaceFor({ others }: Samples): Promise<Emulator> {
  const emulator = await startEmulator({
    switches: {
      updateDelayMs: 0,
      customUpdateDelayMs: 0,
      telemetryDelayMs: 0,
      unknownRequestFields: "refuse",
    },
  });
  onTestFinished(() => emulator.close());
  const byHand = byHandIn(emulator);
  await byHand("POST", "/api/2.0/secrets/scopes/create", { scope: "keys" });
  for (const secret of SECRETS) {
    const string_value = `upstream-${secret}`;
    await byHand("POST", "/api/2.0/secrets/put", { scope: "keys", key: secret, string_value });
  }
  await others?.(byHand);
  emulator.journal.clear();
  return emulator;
}

const stateHome = mkdtempSync(join(tmpdir(), "contract-"));
beforeAll(() => {
  process.env["XDG_STATE_HOME"] = stateHome;
});
afterAll(() => rmSync(stateHome, { recursive: true }));

/** Inputs as a resource checks them; nothing may be wrong with them. */
async function checked(resource: ServedResource, news: Fields, olds: Fields = {}): Promise<Fields> {
  const { inputs, problems } = await resource.check(olds, news);
  expect(problems).toEqual([]);
  return inputs;
}

describe("the registry", () => {
  test("is what state calls, name for name", () => {
    expect(Object.keys(entry).sort()).toEqual(Object.keys(registeredResources).sort());
    for (const [type, { definition }] of Object.entries(registeredResources)) {
      expect(definition.type).toBe(type);
    }
  });

  test.each(Object.keys(registeredResources) as ResourceType[])(
    "has a sample for every field of %s",
    (type) => {
      const { inputs } = registeredResources[type].definition;
      const { apart = {} } = allSamples[type];
      const set = pathsIn(type, samplesOf(type));
      const missing = schemaFields(inputs)
        .filter(({ facts }) => facts.every(({ plaintextOf }) => plaintextOf === undefined))
        .map(({ path }) => path)
        .filter((path) => !set.has(path) && apart[path] === undefined);
      expect(missing, "fields for which test/contract/samples has no value").toEqual([]);
      const known = new Set(schemaFields(inputs).map(({ path }) => path));
      expect(
        Object.keys(apart).filter((path) => !known.has(path)),
        "fields that are gone",
      ).toEqual([]);
    },
  );
});

describe.each(transports)("over the $name", (transport) => {
  describe.each(Object.keys(registeredResources) as ResourceType[])("%s", (type) => {
    const samples = allSamples[type];
    const { inputs: schema } = registeredResources[type].definition;
    const programs = samplesOf(type);
    const [{ whole: first }] = programs as [CheckedSample];

    /** A field whose change is sent. */
    const sent = fieldsIn(schema, first).find(
      (field) => consequenceOf(field)?.does === "call" && samples.apart?.[field.path] === undefined,
    )!;
    const connect = ({ url, token }: Emulator): Promise<ServedRun> => transport.start({ host: url, token });

    test.each(programs)(
      "$title: what was created shows no difference, then nor when it is read",
      async ({ inputs: news }) => {
        const emulator = await workspaceFor(samples);
        const resource = (await connect(emulator)).resource(type, "it");
        const inputs = await checked(resource, news);
        const { id, outputs } = await resource.create(inputs);
        expect(id).toBe(samples.id(news));
        expect((await resource.diff(id, outputs, inputs)).changes).toBe(false);

        const found = await resource.read(id, outputs);
        expect(found).toBeDefined();
        const { inputs: seen, outputs: now } = found!;
        expect((await resource.diff(id, now, await checked(resource, news, inputs))).changes).toBe(false);
        expect((await resource.diff(id, now, await checked(resource, seen, inputs))).changes).toBe(false);
        expect((await resource.diff(id, outputs, await checked(resource, seen, inputs))).changes).toBe(false);
      },
    );

    test.each(programs)(
      "$title: a change of each field makes the call that its fact names",
      async ({ title, whole: news }) => {
        const emulator = await workspaceFor(samples);
        const resource = (await connect(emulator)).resource(type, "it");
        const inputs = await checked(resource, news);
        const { id, outputs: created } = await resource.create(inputs);
        let outputs = created;
        const before = programs.slice(
          0,
          programs.findIndex((one) => one.title === title),
        );
        const done = new Set(pathsIn(type, before));
        for (const field of fieldsIn(schema, news)) {
          const { path, place } = field;
          if (done.has(path) || samples.apart?.[path] !== undefined) continue;
          done.add(path);
          const expected = consequenceOf(field);
          expect(expected, `${path} does not say what a change of it does`).toBeDefined();
          const changed = await variation(resource, news, field);
          const diff = await resource.diff(id, outputs, changed);
          expect(diff.changes, `a change of ${place.join(".")}`).toBe(true);
          if (expected!.does === "replace") {
            expect(diff.replaces, `a change of ${place.join(".")}`).toContain(expected!.input);
            continue;
          }
          expect(diff.replaces, `a change of ${place.join(".")}`).toEqual([]);
          const own = expected!.does === "call" ? [expected!.call] : [];
          const also = samples.also?.[path.split(".")[0]!]?.call;
          for (const next of [changed, inputs]) {
            callsIn(emulator);
            outputs = await resource.update(id, outputs, next);
            const calls = callsIn(emulator).filter((call) => call !== also);
            expect(calls, `a change of ${place.join(".")}`).toEqual(own);
            expect((await resource.diff(id, outputs, next)).changes, `after ${place.join(".")}`).toBe(false);
            const found = await resource.read(id, outputs);
            expect((await resource.diff(id, found!.outputs, next)).changes, `after ${place.join(".")}`).toBe(
              false,
            );
          }
        }
      },
      60_000,
    );

    /** Checked inputs with another value in one place. */
    async function variation(
      resource: ServedResource,
      news: Fields,
      { path, place, value, schema: field }: ReturnType<typeof fieldsIn>[number],
    ): Promise<Fields> {
      const given = samples.otherValues?.[path];
      const refusals: string[] = [];
      for (const other of given === undefined ? otherValues(field, value) : [given]) {
        const { inputs, problems } = await resource.check(news, withAt(news, place, other) as Fields);
        if (problems.length === 0) return inputs;
        refusals.push(...problems);
      }
      throw new Error(
        `no other value of ${path} is accepted; give one in test/contract/samples: ${refusals.join("; ")}`,
      );
    }

    test.each(programs)(
      "$title: a value that is not known yet is neither refused nor stumbled over, wherever it stands",
      async ({ whole: news }) => {
        const emulator = await workspaceFor(samples);
        const resource = (await connect(emulator)).resource(type, "it");
        const olds = await checked(resource, news);
        const { id, outputs } = await resource.create(olds);
        emulator.journal.clear();
        const trouble: string[] = [];
        for (const place of placesIn(news)) {
          for (const before of [{}, olds]) {
            const { inputs, problems } = await resource.check(before, withAt(news, place, UNKNOWN) as Fields);
            for (const problem of problems) trouble.push(`${place.join(".")}: ${problem}`);
            await resource
              .diff(id, outputs, inputs)
              .catch((error) => trouble.push(`${place.join(".")}: ${error}`));
          }
        }
        expect(trouble).toEqual([]);
        expect(callsIn(emulator)).toEqual([]);
      },
    );

    test("is deleted once, and deleting it again is fine", async () => {
      const emulator = await workspaceFor(samples);
      const made = (await connect(emulator)).resource(type, "it");
      const { id, outputs } = await made.create(await checked(made, first));
      for (let time = 0; time < 2; time++) {
        await (await connect(emulator)).resource(type, "it").delete(id, outputs);
      }
    });

    test("is read by its id alone, as `get` does", async () => {
      const emulator = await workspaceFor(samples);
      const made = (await connect(emulator)).resource(type, "it");
      const { id } = await made.create(await checked(made, first));
      const looking = (await connect(emulator)).resource(type, "look");
      emulator.journal.clear();
      const found = await looking.read(id, {});
      expect(found).toBeDefined();
      expect(callsIn(emulator)).toEqual([]);
      const again = await looking.read(id, found!.outputs);
      expect(again!.outputs).toEqual(found!.outputs);
    });

    test("is not in another workspace: nothing is sent there, and both are named", async () => {
      const emulator = await workspaceFor(samples);
      const made = (await connect(emulator)).resource(type, "it");
      const { id, outputs } = await made.create(await checked(made, first));
      for (const other of [
        await workspaceFor(samples),
        await workspaceFor({ ...samples, others: async () => {} }),
      ]) {
        const elsewhere = (await connect(other)).resource(type, "it");
        const changed = await variation(elsewhere, first, sent);
        for (const attempt of [
          () => elsewhere.update(id, outputs, changed),
          () => elsewhere.delete(id, outputs),
          () => elsewhere.read(id, outputs),
        ]) {
          const { message } = (await attempt().then(
            () => expect.fail("was done elsewhere"),
            (error: unknown) => error,
          )) as Error;
          for (const said of ["Nothing was sent", emulator.url, other.url]) expect(message).toContain(said);
        }
        expect(callsIn(other)).toEqual([]);
      }
    });

    test("is the same under another address of its workspace, which is recorded", async () => {
      const emulator = await workspaceFor(samples);
      const made = (await connect(emulator)).resource(type, "it");
      const { id, outputs } = await made.create(await checked(made, first));
      const host = emulator.url.replace("127.0.0.1", "localhost");
      const moved = (await transport.start({ host, token: emulator.token })).resource(type, "it");
      const inputs = await variation(moved, first, sent);
      const updated = await moved.update(id, outputs, inputs);
      const read = await moved.read(id, outputs);
      for (const held of [updated, read!.outputs]) expect(held["workspaceHost"]).toBe(host);
      await moved.delete(id, updated);
    });

    test.runIf("adopt" in shapeOf(schema))(
      "is taken over where it is there already, if the program says so",
      async () => {
        const emulator = await workspaceFor(samples);
        const theirs = (await connect(emulator)).resource(type, "theirs");
        const { id } = await theirs.create(await checked(theirs, first));
        const ours = (await connect(emulator)).resource(type, "ours");
        await expect(ours.create(await checked(ours, first))).rejects.toThrow("already");
        const inputs = await checked(ours, { ...first, adopt: true });
        const adopted = await ours.create(inputs);
        expect(adopted.id).toBe(id);
        expect((await ours.diff(id, adopted.outputs, inputs)).changes).toBe(false);
        const found = await ours.read(id, adopted.outputs);
        expect((await ours.diff(id, found!.outputs, inputs)).changes).toBe(false);
      },
    );
  });
});

/** Names of a resource's arguments, whatever the option of a union. */
const shapeOf = (schema: unknown): Fields =>
  Object.fromEntries(schemaFields(schema as never).map(({ path }) => [path.split(".")[0], true]));

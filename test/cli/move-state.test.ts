import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { movedState } from "../../cli/move-state/moved-state";
import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";

const state = JSON.parse(
  readFileSync(join(__dirname, "..", "fixtures", "upgrades", "0.1.0", "stack.json"), "utf8"),
) as Fields;

const resourcesIn = (of: Fields): Fields[] => listOf(fieldsOf(of["deployment"])["resources"]).map(fieldsOf);

describe("move-state", () => {
  it("moves every resource of a state of 0.1.0, with its provider before it and all that refers to it", () => {
    const { state: moved, moved: count } = movedState(state, "plugin");
    const resources = resourcesIn(moved);
    expect(count).toBe(resourcesIn(state).filter(({ type }) => String(type).includes("databricks:")).length);
    expect(JSON.stringify(moved)).not.toContain("pulumi-nodejs");
    expect(JSON.stringify(moved)).not.toContain("__");
    const urns = new Set<unknown>();
    for (const { urn, provider } of resources) {
      const reference = String(provider ?? "");
      if (reference !== "") expect(urns).toContain(reference.slice(0, reference.lastIndexOf("::")));
      urns.add(urn);
    }
    for (const { dependencies, parent } of resources)
      for (const each of [...listOf(dependencies), ...(parent === undefined ? [] : [parent])])
        expect(urns).toContain(each);
  });

  it("keeps each secret as it was encrypted, there and back", () => {
    const ciphertexts = (of: Fields): string[] =>
      [...new Set(JSON.stringify(resourcesIn(of)).match(/"ciphertext":"[^"]+"/g))].sort();
    const there = movedState(state, "plugin").state;
    const back = movedState(there, "dynamic").state;
    expect(ciphertexts(state).length).toBeGreaterThan(0);
    expect(ciphertexts(there)).toEqual(ciphertexts(state));
    expect(ciphertexts(back)).toEqual(ciphertexts(state));
    const inputsOf = (of: Fields) =>
      Object.fromEntries(
        resourcesIn(of)
          .filter(({ type }) => String(type).includes("dynamic/"))
          .map(({ urn, id, inputs }) => [String(urn), { id, inputs }]),
      );
    expect(inputsOf(back)).toEqual(inputsOf(state));
  });

  it("leaves alone what is none of ours", () => {
    const other = {
      version: 3,
      deployment: {
        resources: [{ urn: "urn:pulumi:dev::p::aws:s3/bucket:Bucket::b", type: "aws:s3/bucket:Bucket" }],
      },
    };
    expect(movedState(other, "plugin")).toEqual({ state: other, moved: 0 });
  });

  it("comes back as it went, but for what the next update writes anew", () => {
    const back = movedState(movedState(state, "plugin").state, "dynamic").state;
    const names = resourcesIn(state).map(({ urn, id, provider }) => ({ urn, id, provider }));
    expect(resourcesIn(back).map(({ urn, id, provider }) => ({ urn, id, provider }))).toEqual(names);
    const there = movedState(state, "plugin").state;
    const again = movedState(movedState(there, "dynamic").state, "plugin").state;
    expect(again).toEqual(there);
  });

  it("takes along components, aliases, pending operations, protection, and what refers to an explicit provider", () => {
    const { state: moved, moved: count } = movedState(crowded, "plugin");
    expect(count).toBe(1);
    const { deployment } = moved as { deployment: { pending_operations: { resource: Fields }[] } };
    const [provider, component, chat, foreign, follower] = resourcesIn(moved);
    const reference = `${PROJECT}::pulumi:providers:databricks-serving::second::p-1`;
    expect(provider).toMatchObject({
      urn: `${PROJECT}::pulumi:providers:databricks-serving::second`,
      id: "p-1",
      inputs: { host: "https://two.example.com" },
      protect: true,
    });
    expect(component).toEqual(resourcesIn(crowded)[1]);
    expect(chat).toMatchObject({
      urn: `${PROJECT}::my:index:Platform$databricks-serving:index:ServingEndpoint::chat`,
      aliases: [`${PROJECT}::databricks-serving:index:ServingEndpoint::chat`],
      provider: reference,
      parent: component?.["urn"],
      protect: true,
      retainOnDelete: true,
      initErrors: ["no capacity"],
    });
    // A type of somebody else in a module of the same name is none of ours.
    expect(foreign).toMatchObject({ urn: `${PROJECT}::pulumi-nodejs:dynamic/databricks:Cluster::c` });
    expect(follower).toMatchObject({ dependencies: [provider?.["urn"], chat?.["urn"]] });
    expect(deployment.pending_operations).toMatchObject([
      {
        type: "creating",
        resource: {
          urn: `${PROJECT}::databricks-serving:index:TrafficSplit::split`,
          type: "databricks-serving:index:TrafficSplit",
          provider: reference,
        },
      },
    ]);
    expect(JSON.stringify(deployment.pending_operations)).not.toContain("__provider");

    const back = movedState(moved, "dynamic").state;
    expect(resourcesIn(back)[0]).toEqual(resourcesIn(crowded)[0]);
    expect(resourcesIn(back).map(({ urn, aliases, provider: of }) => ({ urn, aliases, of }))).toEqual(
      resourcesIn(crowded).map(({ urn, aliases, provider: of }) => ({ urn, aliases, of })),
    );
  });

  it("leaves a provider where it is that others use too, and puts its twin beside it", () => {
    const shared = JSON.parse(JSON.stringify(crowded)) as typeof crowded;
    shared.deployment.resources[3]!.provider = OLD;
    const urns = resourcesIn(movedState(shared, "plugin").state).map(({ urn }) => urn);
    expect(urns.slice(0, 2)).toEqual([
      `${PROJECT}::pulumi:providers:pulumi-nodejs::second`,
      `${PROJECT}::pulumi:providers:databricks-serving::second`,
    ]);
  });
});

const PROJECT = "urn:pulumi:dev::test";
const OLD = `${PROJECT}::pulumi:providers:pulumi-nodejs::second::p-1`;
const DYNAMIC = "pulumi-nodejs:dynamic/databricks";

/** A state with all that may stand around a resource. */
const crowded = {
  version: 3,
  deployment: {
    resources: [
      {
        urn: `${PROJECT}::pulumi:providers:pulumi-nodejs::second`,
        custom: true,
        id: "p-1",
        type: "pulumi:providers:pulumi-nodejs",
        inputs: { "databricks:host": "https://two.example.com" },
        outputs: { "databricks:host": "https://two.example.com" },
        protect: true,
      },
      { urn: `${PROJECT}::my:index:Platform::p`, custom: false, type: "my:index:Platform" },
      {
        urn: `${PROJECT}::my:index:Platform$${DYNAMIC}:ServingEndpoint::chat`,
        custom: true,
        id: "chat",
        type: `${DYNAMIC}:ServingEndpoint`,
        inputs: { name: "chat", __provider: "x", __urn: "y", __host: "https://two.example.com" },
        outputs: { name: "chat", __provider: "x", __urn: "y", __host: "https://two.example.com" },
        parent: `${PROJECT}::my:index:Platform::p`,
        provider: OLD,
        aliases: [`${PROJECT}::${DYNAMIC}:ServingEndpoint::chat`],
        protect: true,
        retainOnDelete: true,
        initErrors: ["no capacity"],
      },
      {
        urn: `${PROJECT}::${DYNAMIC}:Cluster::c`,
        custom: true,
        id: "c",
        type: `${DYNAMIC}:Cluster`,
        provider: `${PROJECT}::pulumi:providers:pulumi-nodejs::default::p-0`,
      },
      {
        urn: `${PROJECT}::my:index:Platform::after`,
        custom: false,
        type: "my:index:Platform",
        dependencies: [
          `${PROJECT}::pulumi:providers:pulumi-nodejs::second`,
          `${PROJECT}::my:index:Platform$${DYNAMIC}:ServingEndpoint::chat`,
        ],
      },
    ],
    pending_operations: [
      {
        type: "creating",
        resource: {
          urn: `${PROJECT}::${DYNAMIC}:TrafficSplit::split`,
          custom: true,
          type: `${DYNAMIC}:TrafficSplit`,
          inputs: { endpoint: "chat", __provider: "x", __urn: "y" },
          provider: OLD,
        },
      },
    ],
  },
};

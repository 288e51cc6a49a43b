import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { ExternalModel, Provider, ServingEndpoint, TrafficSplit } from "../../sdk/index";
import { registration } from "../../sdk/registration";
import { mockedEngine, valueOf } from "./registered";

const registered = mockedEngine({ endpointId: "id-1", tags: [{ key: "from", value: "the-engine" }] });

const model = {
  endpoint: "chat",
  provider: "openai",
  name: "gpt-5.4",
  task: "llm/v1/chat",
  openaiConfig: { openaiApiKey: "{{secrets/a/b}}" },
} as const;

/** Makes one resource of each class. */
const classes: [string, (name: string, options: pulumi.CustomResourceOptions) => pulumi.CustomResource][] = [
  ["ServingEndpoint", (name, options) => new ServingEndpoint(name, { name }, options)],
  ["ExternalModel", (name, options) => new ExternalModel(name, model, options)],
  [
    "TrafficSplit",
    (name, options) =>
      new TrafficSplit(
        name,
        { endpoint: "chat", routes: [{ servedModelName: "a", trafficPercentage: 100 }] },
        options,
      ),
  ],
];

describe.each(classes)("the options of %s", (type, make) => {
  test("import is refused, with what takes its place", () => {
    expect(() => make("imported", { import: "chat" })).toThrow(
      new RegExp(`^${type} "imported": found the option import; allowed: none\\..*(adopt: true|leave)`),
    );
  });

  test("replaceOnChanges is refused, with the reason and what takes its place", () => {
    expect(() => make("replaced", { replaceOnChanges: ["tags", "*"] })).toThrow(
      new RegExp(
        `^${type} "replaced": found the option replaceOnChanges: \\["tags", "\\*"\\].*does not tell.*replacementTrigger`,
      ),
    );
    expect(() => make("replaced-by-nothing", { replaceOnChanges: [] })).not.toThrow();
  });
});

describe("the option customTimeouts", () => {
  const limits = async (inputs: object, customTimeouts: pulumi.CustomTimeouts) => {
    const { properties } = registration("ServingEndpoint", "a", { ...inputs }, { customTimeouts });
    return valueOf(pulumi.output(properties["timeouts"]));
  };

  test("limits as the argument timeouts does, and counts more", async () => {
    expect(await limits({}, { create: "1m" })).toEqual({ create: "1m" });
    const timeouts = pulumi.output({ create: "9m", delete: "2m" });
    expect(await limits({ timeouts }, { create: "1m", read: "1s" })).toEqual({ create: "1m", delete: "2m" });
    expect(await limits({}, {})).toBeUndefined();
  });
});

describe("a replacement", () => {
  const registeredOptions = (options: pulumi.CustomResourceOptions) =>
    registration("ServingEndpoint", "a", {}, options).options.deleteBeforeReplace;

  test("deletes first, unless the program says otherwise", () => {
    expect(registeredOptions({})).toBe(true);
    expect(registeredOptions({ deleteBeforeReplace: undefined! })).toBe(true);
    expect(registeredOptions({ deleteBeforeReplace: false })).toBe(false);
  });
});

describe("the workspace of an explicit provider", () => {
  const hostOf = async (name: string, options: pulumi.CustomResourceOptions) => {
    const endpoint = new ServingEndpoint(name, { name }, options);
    await valueOf(endpoint.urn);
    return registered.get(name)?.inputs["__host"];
  };

  test("is carried to its resources, in one spelling", async () => {
    const provider = new Provider("b", { host: "adb-1.2.azuredatabricks.net/?o=1" });
    expect(Provider.isInstance(provider)).toBe(true);
    expect(provider).toHaveProperty("__pulumiType", Provider.__pulumiType);
    const url = "https://adb-1.2.azuredatabricks.net";
    expect(await hostOf("by-option", { provider })).toBe(url);
    const parent = new pulumi.ComponentResource(
      "test:index:Gateway",
      "gateway",
      {},
      { providers: [provider] },
    );
    expect(await hostOf("by-parent", { parent })).toBe(url);
  });

  test("is none where no provider, another one or no host is given", async () => {
    expect(await hostOf("default", {})).toBeUndefined();
    expect(await hostOf("profile", { provider: new Provider("c", { profile: "b" }) })).toBeUndefined();
    const foreign = new (class extends pulumi.ProviderResource {})("pulumi-nodejs", "foreign", {});
    expect(Provider.isInstance(foreign)).toBe(false);
    expect(await hostOf("foreign", { provider: foreign })).toBeUndefined();
  });
});

describe("a property that was not given", () => {
  test("is not registered", async () => {
    const endpoint = new ServingEndpoint("bare", { name: "bare", description: undefined! });
    await valueOf(endpoint.urn);
    expect(Object.keys(registered.get("bare")?.inputs ?? {}).toSorted()).toEqual([
      "__applying",
      "__provider",
      "__urn",
      "name",
      "secretValues",
    ]);
  });

  test("is an Output of what the engine knows, or of undefined, and the same one each time", async () => {
    const endpoint = new ServingEndpoint("late", { name: "late" });
    expect(pulumi.Output.isInstance(endpoint.endpointId)).toBe(true);
    expect(endpoint.endpointId).toBe(endpoint.endpointId);
    expect(await valueOf(pulumi.interpolate`of ${endpoint.endpointId}`)).toBe("of id-1");
    expect(await valueOf(endpoint.tags)).toEqual([{ key: "from", value: "the-engine" }]);
    expect(await valueOf(endpoint.description)).toBeUndefined();
    expect(await valueOf(pulumi.output(endpoint).endpointId)).toBe("id-1");
    expect(await valueOf(endpoint.tags.apply((tags) => tags?.[0]?.key))).toBe("from");
  });

  test("comes from the resource itself, so that what it is given to waits for it", async () => {
    const endpoint = new ServingEndpoint("depended-on", { name: "depended-on" });
    const output = endpoint.endpointId as unknown as { allResources(): Promise<Set<pulumi.Resource>> };
    await valueOf(endpoint.endpointId);
    expect([...(await output.allResources())]).toContain(endpoint);
  });

  test("shows among the others where a whole resource is an output of the stack", () => {
    const endpoint = new ServingEndpoint("whole", { name: "whole" });
    expect(Object.keys(endpoint)).toEqual(
      expect.arrayContaining(["id", "urn", "name", "tags", "endpointId", "routeOptimized"]),
    );
  });
});

describe("the constructor", () => {
  test("leaves the length of stack traces as it was, also where it fails", () => {
    const before = Error.stackTraceLimit;
    void new ServingEndpoint("stacks", { name: "stacks" });
    expect(() => new ServingEndpoint("", { name: "nameless" })).toThrow();
    expect(Error.stackTraceLimit).toBe(before);
  });
});

import { describe, expect, it } from "vitest";
import { disallowMixedOwnership as rule } from "../../../policies/rules/disallow-mixed-ownership";
import {
  azureModel,
  endpoint,
  EXTERNAL_MODEL,
  BRIDGED_PROVIDER_SERVICE,
  MODEL_SERVICE,
  MODEL_SERVING,
  modelService,
  providerService,
  SERVING_ENDPOINT,
  TRAFFIC_SPLIT,
  UNKNOWN,
} from "../baseline";
import { stackFindings, type Member } from "../judge";

const owner = (props: object = {}, name = "chat", type: string = SERVING_ENDPOINT): Member => ({
  type,
  name,
  props: { ...endpoint(), ...props },
});
const attachable = (props: object = {}) => owner({ allowAttachedModels: true, ...props });
const model = (name: string, props: object = {}, from?: Record<string, string>): Member => ({
  type: EXTERNAL_MODEL,
  name,
  props: { endpoint: "chat", servedModelName: name, ...azureModel(), ...props },
  ...(from === undefined ? {} : { from }),
});
const split = (name: string, props: object = {}, from?: Record<string, string>): Member => ({
  type: TRAFFIC_SPLIT,
  name,
  props: { endpoint: "chat", routes: [], ...props },
  ...(from === undefined ? {} : { from }),
});

describe("disallow-mixed-ownership", () => {
  it("rejects two resources that own one endpoint, of whichever kinds", () => {
    expect(stackFindings(rule, [owner(), owner({}, "again", MODEL_SERVING)])).toEqual([
      'chat: name: found the endpoint "chat", which ModelServing "again" owns already; keep one of the two',
    ]);
    expect(stackFindings(rule, [owner(), owner({ name: "other" }, "again")])).toEqual([]);
  });

  it("says the same in whichever order the resources were registered", () => {
    const two = [owner(), owner({}, "again")];
    expect(stackFindings(rule, [...two].reverse())).toEqual(stackFindings(rule, two));
  });

  it("lets two workspaces have endpoints of one name", () => {
    expect(
      stackFindings(rule, [owner(), { ...owner({}, "again"), provider: "urn:second-workspace" }]),
    ).toEqual([]);
    const second = {
      provider: "urn:pulumi:dev::acme::pulumi:providers:pulumi-nodejs::eu",
      host: "https://eu.example.com",
    };
    for (const joined of [model("azure"), split("canary"), model("extra")]) {
      // Joins an endpoint "chat" of the second workspace, not the first's, which takes no models.
      expect(stackFindings(rule, [owner(), { ...joined, ...second }])).toEqual([]);
    }
    expect(stackFindings(rule, [split("a"), { ...split("b"), ...second }])).toEqual([]);
    expect(
      stackFindings(rule, [
        model("a", { servedModelName: "same" }),
        { ...model("b", { servedModelName: "same" }), ...second },
      ]),
    ).toEqual([]);
  });

  it("knows one workspace behind two providers, and the engine's own providers", () => {
    const provider = (name: string) => `urn:pulumi:dev::acme::pulumi:providers:${name}`;
    const eu = { host: "https://eu.example.com/" };
    expect(
      stackFindings(rule, [
        { ...owner(), provider: provider("pulumi-nodejs::eu"), ...eu },
        {
          ...owner({}, "again", MODEL_SERVING),
          provider: provider("databricks::eu"),
          host: "https://EU.example.com",
        },
      ]),
    ).toHaveLength(1);
    expect(
      stackFindings(rule, [
        { ...owner(), provider: provider("pulumi-nodejs::default") },
        { ...owner({}, "again", MODEL_SERVING), provider: provider("databricks::default_1_110_0") },
      ]),
    ).toHaveLength(1);
    expect(
      stackFindings(rule, [
        owner({}, "chat", MODEL_SERVING),
        owner({ providerConfig: { workspaceId: "42" } }, "again", MODEL_SERVING),
      ]),
    ).toEqual([]);
  });

  it("rejects two gateways of one endpoint, and one beside the endpoint's own; the platform's endpoints can have one", () => {
    const gateway = (name: string, endpointName = "databricks-claude-sonnet-4-6"): Member => ({
      type: "pulumi-nodejs:dynamic/databricks:EndpointGateway",
      name,
      props: { endpoint: endpointName, aiGateway: { usageTrackingConfig: { enabled: true } } },
    });
    expect(stackFindings(rule, [gateway("a")])).toEqual([]);
    expect(stackFindings(rule, [gateway("a"), gateway("b")])).toEqual([
      expect.stringContaining("found a second gateway of the endpoint"),
    ]);
    expect(stackFindings(rule, [owner(), gateway("a", "chat")])).toEqual([
      expect.stringContaining('found an endpoint whose gateway ServingEndpoint "chat" owns'),
    ]);
  });

  it("rejects models and splits that join an endpoint which does not take them", () => {
    expect(stackFindings(rule, [owner(), model("extra")])).toEqual([
      'extra: endpoint: found an endpoint of ServingEndpoint "chat" that does not take attached models; set allowAttachedModels: true on it',
    ]);
    expect(stackFindings(rule, [owner(), split("canary")])).toHaveLength(1);
    expect(stackFindings(rule, [attachable(), model("extra"), split("canary")])).toEqual([]);
  });

  it("rejects models that join an endpoint of @pulumi/databricks: its next update would remove them", () => {
    expect(stackFindings(rule, [owner({}, "chat", MODEL_SERVING), model("extra")])).toEqual([
      expect.stringContaining("owns wholly, and will reset"),
    ]);
  });

  it("knows the endpoint by reference while its name is not known yet", () => {
    const joined = model("extra", { endpoint: UNKNOWN }, { endpoint: "chat" });
    expect(stackFindings(rule, [owner({ name: UNKNOWN }), joined])).toHaveLength(1);
    expect(stackFindings(rule, [attachable({ name: UNKNOWN }), joined])).toEqual([]);
  });

  it("rejects two splits of one endpoint, and two models of one name", () => {
    expect(stackFindings(rule, [attachable(), split("a"), split("b")])).toEqual([
      expect.stringMatching(/^b: endpoint: found a second traffic split/),
    ]);
    expect(
      stackFindings(rule, [model("a", { servedModelName: "same" }), model("b", { servedModelName: "same" })]),
    ).toEqual([
      'b: servedModelName: found the served model "same", which ExternalModel "a" has already; write another servedModelName',
    ]);
    expect(stackFindings(rule, [attachable(), model("azure")])).toEqual([
      expect.stringContaining("which the endpoint itself has already"),
    ]);
  });

  it("leaves alone what joins an endpoint of another stack, and what is not known yet", () => {
    expect(stackFindings(rule, [model("a"), model("b"), split("c")])).toEqual([]);
    expect(stackFindings(rule, [owner({ allowAttachedModels: UNKNOWN }), model("a")])).toEqual([]);
    expect(
      stackFindings(rule, [
        owner({ name: UNKNOWN }),
        owner({ name: UNKNOWN }, "b"),
        model("a", { endpoint: UNKNOWN }),
      ]),
    ).toEqual([]);
  });

  it("rejects two services of one name, which both kinds share, whatever its case", () => {
    const chat = { type: MODEL_SERVICE, name: "chat", props: modelService() };
    const provider = (id: string) => ({
      type: BRIDGED_PROVIDER_SERVICE,
      name: "other",
      props: { ...providerService(), parent: "Main.AI", modelProviderServiceId: id },
    });
    expect(stackFindings(rule, [chat, provider("Chat")])).toEqual([
      expect.stringContaining('found the name "main.ai.chat", which '),
    ]);
    expect(stackFindings(rule, [chat, provider("openai")])).toEqual([]);
    expect(stackFindings(rule, [chat, { ...provider("chat"), provider: "urn:second" }])).toEqual([]);
  });
});

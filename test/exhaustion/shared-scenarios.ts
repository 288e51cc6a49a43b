import type { Fields } from "../../provider/schema/plain-object";
import { claude, gpt, key, serving, split } from "../lifecycle/programs";
import type { Bench } from "../lifecycle/with-lifecycle";
import { made } from "./made-by-hand";
import type { Scenario } from "./scenario";
import type { Declared, Program } from "./stand-in-engine";

const ENDPOINT = "/api/2.0/serving-endpoints/assistant";

const model = (name: string, more: Fields = {}, declared: Partial<Declared> = {}): Declared => ({
  type: "ExternalModel",
  name,
  inputs: {
    endpoint: "assistant",
    servedModelName: name,
    provider: "openai",
    name: "gpt-5.4",
    task: "llm/v1/chat",
    openaiConfig: { openaiApiKey: key("openai") },
    ...more,
  },
  dependsOn: ["assistant"],
  deleteBeforeReplace: true,
  ...declared,
});

const traffic = (...shares: [string, number][]): Declared => ({
  type: "TrafficSplit",
  name: "traffic",
  inputs: {
    endpoint: "assistant",
    routes: shares.map(([servedModelName, trafficPercentage]) => ({ servedModelName, trafficPercentage })),
  },
  dependsOn: ["assistant", "one", "two"],
});

const shared = (inputs: Fields = serving(gpt())): Declared => ({
  type: "ServingEndpoint",
  name: "assistant",
  inputs: { name: "assistant", allowAttachedModels: true, ...inputs },
  deleteBeforeReplace: true,
});

/** The endpoint of a platform team, with a model that a team has attached, and all traffic where it was. */
async function platform(bench: Bench): Promise<void> {
  await made(bench, "assistant", split([gpt(), 60], [claude("theirs"), 40]));
  await made(bench, "elsewhere", serving(claude()));
}

/** Adds an entity as somebody else does who reads, changes and writes the config. */
async function joined(bench: Bench, name: string): Promise<void> {
  const { config } = await bench.byHand("GET", ENDPOINT);
  const { served_entities: entities, traffic_config: routes } = config;
  const external_model = {
    name: "gpt-5.4",
    provider: "openai",
    task: "llm/v1/chat",
    openai_config: { openai_api_key: key("openai") },
  };
  await bench.byHand("PUT", `${ENDPOINT}/config`, {
    served_entities: [
      ...entities.map(({ name: own, external_model: its }: Record<string, unknown>) => ({
        name: own,
        external_model: its,
      })),
      { name, external_model },
    ],
    traffic_config: {
      routes: [
        ...routes.routes.map(({ served_model_name, traffic_percentage }: Record<string, unknown>) => ({
          served_model_name,
          traffic_percentage,
        })),
        { served_model_name: name, traffic_percentage: 0 },
      ],
    },
  });
  await bench.clock.sleep(1000);
}

const full: Program = [shared(), model("one"), model("two"), traffic(["gpt", 80], ["one", 20])];

/** The life of models and routes on an endpoint that others write to as well. */
export const sharedScenarios: readonly Scenario[] = [
  {
    name: "attach",
    others: platform,
    step: "up",
    program: [model("one")],
    impostor: (bench) => joined(bench, "one"),
  },
  { name: "attach two at once", others: platform, step: "up", program: [model("one"), model("two")] },
  {
    name: "attach and adopt",
    others: async (bench) => {
      await platform(bench);
      await joined(bench, "one");
    },
    step: "up",
    program: [model("one", { name: "gpt-5.4-mini", adopt: true })],
  },
  {
    name: "update an attached model",
    others: platform,
    before: [model("one")],
    step: "up",
    program: [model("one", { name: "gpt-5.4-mini" })],
  },
  {
    name: "update credentialsVersion of an attached model",
    others: platform,
    before: [model("one")],
    meanwhile: async (bench) => {
      const secret = { scope: "keys", key: "openai", string_value: "rotated" };
      await bench.byHand("POST", "/api/2.0/secrets/put", secret);
    },
    step: "up",
    program: [model("one", { credentialsVersion: 2 })],
  },
  {
    name: "detach",
    others: platform,
    before: [model("one"), model("two")],
    step: "up",
    program: [model("two")],
  },
  {
    name: "rename an attached model in the workspace",
    others: platform,
    before: [model("one")],
    step: "up",
    program: [model("one", { servedModelName: "uno" })],
  },
  {
    name: "rename an attached model in the program with adopt",
    others: platform,
    before: [model("one")],
    step: "up",
    program: [model("one", { adopt: true }, { name: "renamed" })],
    asIfNew: true,
  },
  {
    name: "replace an attached model by force",
    others: platform,
    before: [model("one")],
    meanwhile: (_bench, engine) => engine.taint("one"),
    step: "up",
    program: [model("one")],
  },
  {
    name: "split traffic",
    others: platform,
    before: [model("one")],
    step: "up",
    program: [model("one"), traffic(["theirs", 50], ["gpt", 40], ["one", 10])],
  },
  {
    name: "update a split",
    others: platform,
    before: [model("one"), traffic(["theirs", 50], ["gpt", 40], ["one", 10])],
    step: "up",
    program: [model("one"), traffic(["theirs", 50], ["gpt", 10], ["one", 40])],
  },
  {
    name: "replace a split by force",
    others: platform,
    before: [traffic(["theirs", 50], ["gpt", 50])],
    meanwhile: (_bench, engine) => engine.taint("traffic"),
    step: "up",
    program: [traffic(["theirs", 50], ["gpt", 50])],
  },
  { name: "create a shared endpoint with models and split", step: "up", program: full },
  {
    name: "update a shared endpoint with models and split",
    before: full,
    step: "up",
    program: [shared(serving(gpt("gpt", "gpt-5.4-mini"))), ...full.slice(1)],
  },
  {
    name: "update credentialsVersion of a shared endpoint",
    before: full,
    meanwhile: async (bench) => {
      const secret = { scope: "keys", key: "openai", string_value: "rotated" };
      await bench.byHand("POST", "/api/2.0/secrets/put", secret);
    },
    step: "up",
    program: [shared({ ...serving(gpt()), credentialsVersion: 2 }), ...full.slice(1)],
  },
  {
    name: "refresh models and split",
    others: platform,
    before: full.slice(1),
    step: "refresh",
    program: full.slice(1),
  },
  {
    name: "destroy attached models and split",
    others: platform,
    before: full.slice(1),
    step: "destroy",
    program: [],
  },
  {
    name: "destroy a shared endpoint with its models",
    before: full.map((declared) =>
      declared.type === "ExternalModel" ? { ...declared, deletedWith: "assistant" } : declared,
    ),
    step: "destroy",
    program: [],
  },
];

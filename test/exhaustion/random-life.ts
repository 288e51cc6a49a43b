import * as fc from "fast-check";
import type { Fields } from "../../provider/schema/plain-object";
import { gpt, key, serving } from "../lifecycle/programs";
import { hosted } from "../lifecycle/services";
import { befalls, faultKinds } from "./fault-kinds";
import type { Declared, Program } from "./stand-in-engine";

/** Two stacks of different people write to one workspace. */
export type Stack = "dev" | "prod";

/** What happens next in a workspace. */
export type Event =
  | { readonly do: "up"; readonly stack: Stack; readonly declare: Choice; readonly fault?: Trouble }
  | { readonly do: "refresh"; readonly stack: Stack; readonly fault?: Trouble }
  | { readonly do: "destroy"; readonly stack: Stack; readonly fault?: Trouble }
  | { readonly do: "taint"; readonly stack: Stack; readonly name: string }
  | { readonly do: "drift"; readonly how: "tag" | "delete" | "remake"; readonly name: string };

/** What a stack declares. */
export interface Choice {
  readonly endpoints: readonly { readonly name: string; readonly model: string; readonly tag: string }[];
  /** Resource names differ from names in the workspace after a renaming in the program. */
  readonly renamed: boolean;
  readonly models: readonly { readonly name: string; readonly model: string }[];
  readonly services: readonly { readonly name: string; readonly comment: string }[];
}

/** A fault befalls a request of the run, in the order in which it is made. */
export interface Trouble {
  readonly kind: string;
  readonly request: (typeof REQUESTS)[number];
  readonly nth: number;
  readonly times: number;
}

const NAMES = ["alpha", "beta"];
const SERVICES = ["first", "second"];
const MODELS = ["gpt-5.4", "gpt-5.4-mini"];

const REQUESTS = [
  { method: "POST", path: "/api/2.0/serving-endpoints" },
  { method: "GET", path: "/api/2.0/*" },
  { method: "PUT", path: "/api/2.0/serving-endpoints/*/config" },
  { method: "PATCH", path: "/api/2.0/serving-endpoints/*/tags" },
  { method: "DELETE", path: "/api/2.0/serving-endpoints/*" },
  { method: "POST", path: "/api/2.1/unity-catalog/model-services" },
  { method: "PATCH", path: "/api/2.1/unity-catalog/model-services/*" },
  { method: "DELETE", path: "/api/2.1/unity-catalog/model-services/*" },
] as const;

const stack = fc.constantFrom<Stack>("dev", "prod");

const choice: fc.Arbitrary<Choice> = fc.record({
  endpoints: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom(...NAMES),
      model: fc.constantFrom(...MODELS),
      tag: fc.constantFrom("1", "2"),
    }),
    { selector: ({ name }) => name, maxLength: 2 },
  ),
  renamed: fc.boolean(),
  models: fc.uniqueArray(
    fc.record({ name: fc.constantFrom("one", "two"), model: fc.constantFrom(...MODELS) }),
    { selector: ({ name }) => name, maxLength: 2 },
  ),
  services: fc.uniqueArray(
    fc.record({ name: fc.constantFrom(...SERVICES), comment: fc.constantFrom("1", "2") }),
    { selector: ({ name }) => name, maxLength: 1 },
  ),
});

const trouble: fc.Arbitrary<Trouble> = fc
  .record({
    kind: fc.constantFrom(...faultKinds.map(({ name }) => name)),
    request: fc.constantFrom(...REQUESTS),
    nth: fc.nat(2),
    times: fc.constantFrom(1, 1, 3, 1000),
  })
  .filter(({ kind, request }) => faultKinds.some((each) => each.name === kind && befalls(each, request)));

const fault = fc.option(trouble, { nil: undefined, freq: 2 });

/** A life of a workspace, in random order. */
export const lives: fc.Arbitrary<Event[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant("up" as const), stack, declare: choice, fault }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("refresh" as const), stack, fault }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("destroy" as const), stack, fault }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("taint" as const),
        stack,
        name: fc.constantFrom(...NAMES, "one", ...SERVICES),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("drift" as const),
        how: fc.constantFrom("tag" as const, "delete" as const, "remake" as const),
        name: fc.constantFrom(...NAMES, ...SERVICES),
      }),
    },
  ) as fc.Arbitrary<Event>,
  { minLength: 1, maxLength: 10 },
);

/** The program of a stack; its content differs from that of the other stack, so that none can be taken for the other's. */
export function programOf(of: Stack, { endpoints, renamed, models, services }: Choice): Program {
  return [
    ...endpoints.map(({ name, model, tag }): Declared => ({
      type: "ServingEndpoint",
      name: renamed ? `${name}-renamed` : name,
      inputs: { name, ...serving(gpt("gpt", model)), tags: tagsOf(of, tag), adopt: false },
      deleteBeforeReplace: true,
    })),
    ...models.map(({ name, model }): Declared => ({
      type: "ExternalModel",
      name,
      inputs: {
        endpoint: "shared",
        servedModelName: `${of}-${name}`,
        provider: "openai",
        name: model,
        task: "llm/v1/chat",
        openaiConfig: { openaiApiKey: key("openai") },
      },
      deleteBeforeReplace: true,
    })),
    ...services.map(({ name, comment }): Declared => ({
      type: "ModelService",
      name: renamed ? `${name}-renamed` : name,
      inputs: {
        parent: "main.ai",
        modelServiceId: name,
        comment: `${of} ${comment}`,
        config: { routing: { destinations: [hosted("own")] } },
      },
      deleteBeforeReplace: true,
    })),
  ];
}

export const isService = (name: string): boolean => SERVICES.includes(name);

export const tagsOf = (of: Stack, tag: string): Fields[] => [
  { key: "of", value: of },
  { key: "tag", value: tag },
];

import type { Fields } from "../../provider/schema/plain-object";
import { claude, fraud, gpt, serving, split } from "../lifecycle/programs";
import type { Bench } from "../lifecycle/with-lifecycle";
import { made } from "./made-by-hand";
import type { Scenario } from "./scenario";
import type { Declared, Program } from "./stand-in-engine";

const endpoint = (inputs: Fields, more: Partial<Declared> = {}): Declared => ({
  type: "ServingEndpoint",
  name: "assistant",
  inputs: { name: "assistant", ...inputs },
  deleteBeforeReplace: true,
  ...more,
});

const everySection: Fields = {
  ...split([gpt(), 70], [claude(), 30]),
  description: "answers questions",
  tags: [{ key: "team", value: "support" }],
  aiGateway: {
    rateLimits: [{ calls: 100, renewalPeriod: "minute" }],
    usageTrackingConfig: { enabled: true },
    guardrails: { input: { safety: true } },
  },
  emailNotifications: { onUpdateFailure: ["a@example.com"] },
  accessControlList: [{ groupName: "users", permissionLevel: "CAN_QUERY" }],
};

const changed: Fields = {
  ...everySection,
  ...split([gpt("gpt", "gpt-5.4-mini"), 50], [claude(), 50]),
  tags: [{ key: "team", value: "sales" }, { key: "cost" }],
  aiGateway: { rateLimits: [{ calls: 5, renewalPeriod: "minute" }], usageTrackingConfig: { enabled: false } },
  emailNotifications: { onUpdateFailure: ["b@example.com"], onUpdateSuccess: ["c@example.com"] },
  accessControlList: [{ groupName: "users", permissionLevel: "CAN_VIEW" }],
};

/** A life in which one input of an endpoint with every section changes. */
const updateOf = (...inputs: string[]): Scenario => ({
  name: `update ${inputs.join(" and ")}`,
  others: theirs,
  before: [endpoint(everySection)],
  step: "up",
  program: [
    endpoint({ ...everySection, ...Object.fromEntries(inputs.map((name) => [name, changed[name]])) }),
  ],
});

const custom: Fields = {
  ...serving(fraud()),
  telemetryConfig: { tableNames: { logsTable: "main.logs.t" } },
};

const tables = (schemaName: string): Fields => ({
  ...serving(gpt()),
  aiGateway: { inferenceTableConfig: { enabled: true, catalogName: "main", schemaName } },
});

/** An endpoint of somebody else, who has nothing to do with all this. */
function theirs(bench: Bench): Promise<void> {
  return made(bench, "theirs", serving(gpt(), claude()), split([gpt(), 100], [claude(), 0]));
}

const whole: Program = [endpoint(everySection)];

/** The life of a serving endpoint. */
export const endpointScenarios: readonly Scenario[] = [
  {
    name: "create with every section",
    others: theirs,
    step: "up",
    program: whole,
    impostor: (bench) => made(bench, "assistant", everySection),
  },
  { name: "create and verify", step: "up", program: [endpoint({ ...serving(gpt()), verify: true })] },
  { name: "create on own compute", step: "up", program: [endpoint(custom)] },
  { name: "create without config", step: "up", program: [endpoint({ tags: [{ key: "a", value: "1" }] })] },
  ...["config", "tags", "aiGateway", "emailNotifications", "accessControlList"].map((input) =>
    updateOf(input),
  ),
  updateOf("tags", "aiGateway", "accessControlList", "config", "emailNotifications"),
  {
    name: "update credentialsVersion",
    before: [endpoint(serving(gpt()))],
    meanwhile: rotate,
    step: "up",
    program: [endpoint({ ...serving(gpt()), credentialsVersion: 2 })],
  },
  {
    name: "update names of inference tables",
    before: [endpoint(tables("one"))],
    step: "up",
    program: [endpoint(tables("two"))],
  },
  {
    name: "update rateLimits",
    before: [endpoint({ ...serving(gpt()), rateLimits: [{ calls: 10, renewalPeriod: "minute" }] })],
    step: "up",
    program: [endpoint({ ...serving(gpt()), rateLimits: [{ calls: 20, renewalPeriod: "minute" }] })],
  },
  {
    name: "update on own compute",
    before: [endpoint(custom)],
    step: "up",
    program: [
      endpoint({
        ...serving(fraud({ entityVersion: "4" })),
        telemetryConfig: { tableNames: { logsTable: "main.logs.u" } },
      }),
    ],
  },
  {
    name: "replace for another description",
    others: theirs,
    before: whole,
    step: "up",
    program: [endpoint({ ...everySection, description: "answers all questions" })],
    replaces: ["assistant"],
  },
  {
    name: "replace by force",
    before: whole,
    meanwhile: (_bench, engine) => engine.taint("assistant"),
    step: "up",
    program: whole,
    replaces: ["assistant"],
  },
  {
    name: "replace by force, created first and adopted",
    before: [endpoint(serving(gpt()))],
    meanwhile: (_bench, engine) => engine.taint("assistant"),
    step: "up",
    program: [endpoint({ ...serving(gpt()), adopt: true }, { deleteBeforeReplace: false })],
    asIfNew: true,
  },
  {
    name: "rename in the workspace",
    before: [endpoint(serving(gpt()))],
    step: "up",
    program: [endpoint({ ...serving(gpt()), name: "helper" })],
  },
  {
    name: "rename in the program with adopt",
    before: [endpoint(serving(gpt()))],
    step: "up",
    program: [endpoint({ ...serving(gpt()), adopt: true }, { name: "renamed" })],
    asIfNew: true,
  },
  {
    name: "adopt",
    others: (bench) => made(bench, "assistant", serving(gpt())),
    step: "up",
    program: [endpoint({ ...everySection, description: "", adopt: true })],
    asIfNew: true,
  },
  { name: "refresh", others: theirs, before: whole, step: "refresh", program: whole },
  { name: "destroy", others: theirs, before: whole, step: "destroy", program: [] },
];

/** A new key behind the same reference: who holds the old one has not been sent again. */
async function rotate(bench: Bench): Promise<void> {
  await bench.byHand("POST", "/api/2.0/secrets/put", {
    scope: "keys",
    key: "openai",
    string_value: "rotated",
  });
}

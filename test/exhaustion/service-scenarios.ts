import type { Fields } from "../../provider/schema/plain-object";
import { assistant, hosted, openai, to } from "../lifecycle/services";
import type { Bench } from "../lifecycle/with-lifecycle";
import { madeService } from "./made-by-hand";
import type { Scenario } from "./scenario";
import type { Declared, Program } from "./stand-in-engine";

const provider = (inputs: Fields = openai(), more: Partial<Declared> = {}): Declared => ({
  type: "ModelProviderService",
  name: "openai",
  inputs,
  ...more,
});

const service = (inputs: Fields, more: Partial<Declared> = {}): Declared => ({
  type: "ModelService",
  name: "assistant",
  inputs,
  dependsOn: ["openai"],
  deleteBeforeReplace: true,
  ...more,
});

const grants = (...privileges: string[]): Fields => ({ grants: [{ principal: "users", privileges }] });

const keyed = (plaintext: string): Fields => openai({ openai: { direct: { apiKey: { plaintext } } } });

const own = { destinations: [hosted("own")] };

const routed = assistant(
  {
    destinations: [to("gpt", "gpt-5.4", { trafficPercentage: 60 }), hosted("own", { trafficPercentage: 40 })],
    fallback: { destinations: [to("older", "gpt-4o")] },
  },
  { rateLimits: [{ key: "SERVICE", renewalPeriod: "MINUTE", requests: 100 }] },
  { comment: "for all", ...grants("EXECUTE") },
);

const changed = assistant(
  {
    destinations: [to("gpt", "gpt-5.4", { trafficPercentage: 10 }), hosted("own", { trafficPercentage: 90 })],
    fallback: { destinations: [to("older", "gpt-4o")] },
  },
  { rateLimits: [{ key: "SERVICE", renewalPeriod: "MINUTE", requests: 5 }] },
  { comment: "for most", ...grants("EXECUTE", "MANAGE") },
);

const whole: Program = [provider(openai({}, { comment: "shared", ...grants("EXECUTE") })), service(routed)];

const theirs = (bench: Bench) => madeService(bench, "theirs");

/** The life of the services of the newer generation. */
export const serviceScenarios: readonly Scenario[] = [
  { name: "create services with grants", others: theirs, step: "up", program: whole },
  {
    name: "create a model service",
    others: theirs,
    step: "up",
    program: [service(assistant(own))],
    impostor: (bench) => madeService(bench, "assistant"),
  },
  {
    name: "create and verify services",
    step: "up",
    program: [
      provider({ ...openai(), verify: true }),
      service({ ...assistant({ destinations: [to("gpt")] }), verify: true }),
    ],
  },
  {
    name: "update a model service and its grants",
    others: theirs,
    before: whole,
    step: "up",
    program: [whole[0]!, service(changed)],
  },
  {
    name: "take grants back",
    before: [provider(), service(changed)],
    step: "up",
    program: [provider(), service({ ...changed, grants: [{ principal: "users", privileges: ["MANAGE"] }] })],
  },
  {
    name: "update the key of a provider service",
    before: [provider(keyed("upstream-openai"))],
    step: "up",
    program: [provider(keyed("upstream-other"))],
  },
  {
    name: "update credentialsVersion of a provider service",
    before: [provider()],
    step: "up",
    program: [provider({ ...openai(), credentialsVersion: 2 })],
  },
  {
    name: "replace a provider service for another provider type",
    others: theirs,
    before: [provider()],
    step: "up",
    program: [
      provider(
        openai({
          providerType: "ANTHROPIC",
          openai: undefined,
          anthropic: { relayed: {} },
          targets: [{ model: "claude-sonnet-4-6", nativeApiTypes: ["anthropic/v1/messages"] }],
        }),
      ),
    ],
    replaces: ["main.ai.openai"],
  },
  {
    name: "replace a provider service by force",
    before: [provider()],
    meanwhile: (_bench, engine) => engine.taint("openai"),
    step: "up",
    program: [provider(openai(), { deleteBeforeReplace: true })],
    replaces: ["main.ai.openai"],
  },
  {
    name: "replace a provider service in use by force",
    before: whole,
    // A refresh ends the record of its create.
    meanwhile: async (_bench, engine) => {
      await engine.refresh();
      engine.taint("openai");
    },
    step: "up",
    program: whole,
  },
  {
    name: "rename a provider service in use in the workspace",
    before: [provider(), service(assistant({ destinations: [to("gpt")] }))],
    step: "up",
    program: [
      provider({ ...openai(), modelProviderServiceId: "other" }),
      service(
        assistant({
          destinations: [
            {
              name: "gpt",
              externalModelConfig: { modelProviderService: "main.ai.other", target: { model: "gpt-5.4" } },
            },
          ],
        }),
      ),
    ],
  },
  {
    name: "replace a model service by force",
    others: theirs,
    before: [service(assistant(own))],
    meanwhile: (_bench, engine) => engine.taint("assistant"),
    step: "up",
    program: [service(assistant(own))],
    replaces: ["main.ai.assistant"],
  },
  {
    name: "replace a model service by force, created first and adopted",
    before: [service(assistant(own))],
    meanwhile: (_bench, engine) => engine.taint("assistant"),
    step: "up",
    program: [service({ ...assistant(own), adopt: true }, { deleteBeforeReplace: false })],
    asIfNew: true,
  },
  {
    name: "rename a model service in the program with adopt",
    before: [service(assistant(own))],
    step: "up",
    program: [service({ ...assistant(own), adopt: true }, { name: "renamed" })],
    asIfNew: true,
  },
  {
    name: "adopt a model service",
    others: (bench) => madeService(bench, "assistant"),
    step: "up",
    program: [service({ ...assistant(own, {}, { comment: "ours" }), adopt: true })],
    asIfNew: true,
  },
  { name: "refresh services", others: theirs, before: whole, step: "refresh", program: whole },
  { name: "destroy services", others: theirs, before: whole, step: "destroy", program: [] },
];

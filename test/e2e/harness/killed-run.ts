import { execFileSync } from "node:child_process";
import { expect, onTestFinished } from "vitest";
import type { Emulator, FaultAction } from "../../../emulator/index";
import { claudeSettings, gpt, gptByHand } from "./programs";
import { killTree, type PulumiStack } from "./pulumi-stack";
import { byHand, emulatorForTest, entriesOf, stackForTest } from "./with-stack";

const ENDPOINTS = "/api/2.0/serving-endpoints";
const UC = "/api/2.1/unity-catalog";

type Victim = "provider" | "program" | "engine" | "everything";
type Step = "create" | "update" | "destroy";

/** A kill while a request of a step is on its way. */
export interface KillPoint {
  readonly what: string;
  readonly step: Step;
  readonly method: string;
  readonly path: string;
  readonly victim: Victim;
  /** Whether the server carries the request out before the kill. */
  readonly done: boolean;
}

/** The requests that change something, of each step. */
const REQUESTS: Readonly<Record<Step, readonly (readonly [string, string])[]>> = {
  create: [
    ["POST", ENDPOINTS],
    ["PUT", "/api/2.0/permissions/serving-endpoints/*"],
    ["PUT", `${ENDPOINTS}/shared/config`],
    ["PUT", `${ENDPOINTS}/governed/ai-gateway`],
    ["POST", `${UC}/model-services`],
  ],
  update: [
    ["PATCH", `${ENDPOINTS}/assistant/tags`],
    ["PUT", `${ENDPOINTS}/assistant/ai-gateway`],
    ["PUT", `${ENDPOINTS}/assistant/config`],
    ["PUT", `${ENDPOINTS}/shared/config`],
    ["PATCH", `${UC}/model-services/main.ai.assistant`],
  ],
  destroy: [
    ["DELETE", `${ENDPOINTS}/assistant`],
    ["PUT", `${ENDPOINTS}/shared/config`],
    ["PUT", `${ENDPOINTS}/governed/ai-gateway`],
    ["DELETE", `${UC}/model-services/main.ai.assistant`],
  ],
};

const VICTIMS: readonly Victim[] = ["provider", "program", "engine", "everything"];

/** Every victim at every request, once before the server has carried it out and once after. */
export const killPoints: readonly KillPoint[] = Object.entries(REQUESTS).flatMap(([step, requests]) =>
  requests.flatMap(([method, path]) =>
    VICTIMS.filter((victim) => step !== "destroy" || victim !== "program").flatMap((victim) =>
      [false, true].map((done): KillPoint => {
        const request = `${method} ${path.replace(ENDPOINTS, "…").replace(UC, "…")}`;
        const when = done ? "is done" : "is on its way";
        return {
          what: `${victim} killed in ${step} while ${request} ${when}`,
          step: step as Step,
          method,
          path,
          victim,
          done,
        };
      }),
    ),
  ),
);

const program = (second: boolean) => `
  new s.ServingEndpoint("assistant", { name: "assistant", config: { servedEntities: [${gpt("gpt", second ? "gpt-5.4-mini" : "gpt-5.4")}] },
    tags: [{ key: "a", value: "${second ? 2 : 1}" }],
    aiGateway: { rateLimits: [{ calls: ${second ? 20 : 10}, renewalPeriod: "minute" }] },
    accessControlList: [{ groupName: "users", permissionLevel: "CAN_QUERY" }] });
  const extra = new s.ExternalModel("extra", { endpoint: "shared", servedModelName: "extra", credentialsVersion: ${second ? 2 : 1}, ${claudeSettings} });
  new s.EndpointGateway("governed", { endpoint: "governed", aiGateway: { rateLimits: [{ calls: 3, key: "endpoint", renewalPeriod: "minute" }] } });
  new s.ModelService("service", { parent: "main.ai", modelServiceId: "assistant", comment: "${second ? "second" : "first"}",
    config: { routing: { destinations: [{ name: "own", payPerTokenConfig: { model: "system.ai.databricks-gpt-oss-120b" } }] } } });\n`;

const entity = gptByHand("theirs");

/** What is there of the programs' objects, in a few words. */
async function shown(emulator: Emulator): Promise<object> {
  const get = (path: string) => byHand(emulator, "GET", path).catch(() => undefined) as Promise<any>;
  const [assistant, shared, governed, service] = await Promise.all([
    get(`${ENDPOINTS}/assistant`),
    get(`${ENDPOINTS}/shared`),
    get(`${ENDPOINTS}/governed`),
    get(`${UC}/model-services/main.ai.assistant`),
  ]);
  return {
    model: (assistant?.pending_config ?? assistant?.config)?.served_entities[0].external_model.name,
    tags: assistant?.tags,
    calls: assistant?.ai_gateway?.rate_limits[0].calls,
    shared: shared.config.served_entities.map(({ name }: { name: string }) => name).sort(),
    governed: governed.ai_gateway?.rate_limits?.[0]?.calls,
    service: service?.comment,
  };
}

const reached = (second: boolean) => ({
  model: second ? "gpt-5.4-mini" : "gpt-5.4",
  tags: [{ key: "a", value: second ? "2" : "1" }],
  calls: second ? 20 : 10,
  shared: ["extra", "theirs"],
  governed: 3,
  service: second ? "second" : "first",
});

const NOTHING = { shared: ["theirs"], governed: 7 };

/**
 * Kills a part of a run while a request is on its way, and holds that the next two runs reach what is declared, make nothing
 * twice and leave nothing behind.
 */
export async function liveThroughKill({ step, method, path, victim, done }: KillPoint): Promise<void> {
  const emulator = await emulatorForTest();
  await byHand(emulator, "POST", ENDPOINTS, { name: "shared", config: { served_entities: [entity] } });
  await byHand(emulator, "POST", ENDPOINTS, {
    name: "governed",
    config: { served_entities: [entity] },
    ai_gateway: { rate_limits: [{ calls: 7, key: "endpoint", renewal_period: "minute" }] },
  });
  const stack = stackForTest(program(false), emulator);
  if (step !== "create") expect((await stack.up()).code).toBe(0);
  if (step === "update") stack.write(program(true));
  emulator.journal.clear();
  // Of a run whose program is gone, the engine lets the provider end what it has begun: there an answer comes.
  const action = victim === "program" ? { kind: "delay", ms: 3000 } : { kind: "hang", commit: done };
  emulator.addFault({ method, path, action: action as FaultAction });
  const verb = step === "destroy" ? "destroy" : "up";
  const run = stack.start(verb, "--yes", "--skip-preview");
  const isOnItsWay = () => entriesOf(emulator).some(({ fault }) => fault !== undefined);
  await expect.poll(isOnItsWay, { timeout: 60_000 }).toBe(true);
  const pid = run.process.pid ?? 0;
  // What outlives the engine goes on where it can, beside the next run.
  const family = descendants(pid);
  onTestFinished(() => family.forEach((one) => killTree(one.pid)));
  kill(pid, victim);
  emulator.clearFaults();
  await new Promise((exit) => run.process.once("exit", exit));
  await stack.run("cancel", "--yes");
  await comesToRest(stack, emulator, verb, verb === "destroy" ? NOTHING : reached(step === "update"));
}

async function comesToRest(
  stack: PulumiStack,
  emulator: Emulator,
  verb: "up" | "destroy",
  wanted: object,
): Promise<void> {
  let last = await stack[verb]();
  if (last.code !== 0) last = await stack[verb]();
  expect(last.code, last.output).toBe(0);
  expect(await shown(emulator)).toEqual(wanted);
  if (verb === "up") {
    expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
    expect((await stack.destroy()).code).toBe(0);
    expect(await shown(emulator)).toEqual(NOTHING);
  }
}

/** Parts of a run by what their command line says. */
const SIGNS: Readonly<Record<Exclude<Victim, "engine" | "everything">, RegExp>> = {
  provider: /dynamic-provider/,
  program: /cmd\/run\b(?!-)|pulumi-language-nodejs-exec/,
};

function kill(pid: number, victim: Victim): void {
  if (victim === "everything") return killTree(pid);
  if (victim === "engine") {
    process.kill(pid, "SIGKILL");
    return;
  }
  const victims = descendants(pid).filter(({ command }) => SIGNS[victim].test(command));
  expect(victims, `no ${victim} among ${JSON.stringify(descendants(pid))}`).not.toEqual([]);
  for (const { pid: each } of victims) killTree(each);
}

function descendants(pid: number): { pid: number; command: string }[] {
  const rows = execFileSync("ps", ["-A", "-ww", "-o", "pid=,ppid=,args="])
    .toString()
    .trim()
    .split("\n")
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((row) =>
      row === null ? [] : [{ pid: Number(row[1]), of: Number(row[2]), command: row[3] ?? "" }],
    );
  const below = (parent: number): { pid: number; command: string }[] =>
    rows.filter(({ of }) => of === parent).flatMap((row) => [row, ...below(row.pid)]);
  return below(pid);
}

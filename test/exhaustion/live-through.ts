import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fields } from "../../provider/schema/plain-object";
import { claude, gpt, serving, split } from "../lifecycle/programs";
import { CATALOG } from "../lifecycle/services";
import { benchForTest, type Bench } from "../lifecycle/with-lifecycle";
import { FaultLine } from "./fault-line";
import { faultKinds } from "./fault-kinds";
import type { ResourceType } from "./lifecycles";
import { made, madeService } from "./made-by-hand";
import { isService, programOf, type Event, type Stack, type Trouble } from "./random-life";
import { StandInEngine, type Program, type Run } from "./stand-in-engine";
import { truthOf } from "./server-truth";

/** Who made an endpoint, by its id: one of the stacks, or somebody by hand. */
type Owner = Stack | "hand";

interface Seen {
  readonly id: string;
  readonly content: string;
}

/**
 * Lets events happen in a workspace, and holds after each what must hold after any: nobody's endpoint is changed or deleted
 * by another, no two stacks hold one endpoint, and a run that says success has done what it was to do. In the end each
 * stack comes to rest, and takes away what is its own and nothing else.
 *
 * @throws Error with what does not hold
 */
export async function liveThrough(events: readonly Event[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-databricks-serving-life-"));
  const stateFile = join(folder, "world.json");
  const line = new FaultLine();
  const bench = await benchForTest({ stateFile, dispatcher: line });
  line.attach(bench);
  try {
    await made(bench, "shared", split([gpt(), 60], [claude("theirs"), 40]));
    const life = new Life(bench, line, stateFile);
    await life.begin();
    for (const event of events) await life.live(event);
    await life.end();
  } finally {
    await bench.emulator.close();
    await line.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

class Life {
  private readonly engines: Record<Stack, StandInEngine>;
  private readonly programs: Record<Stack, Program> = { dev: [], prod: [] };
  private readonly owners = new Map<string, Owner>();
  private seen = new Map<string, Seen>();

  constructor(
    private readonly bench: Bench,
    private readonly line: FaultLine,
    private readonly stateFile: string,
  ) {
    this.engines = { dev: new StandInEngine(bench, "dev"), prod: new StandInEngine(bench, "prod") };
  }

  /** Stacks that have refreshed. */
  private readonly refreshed = new Set<Stack>();
  /** Ids of endpoints that two stacks hold. */
  private readonly contested = new Set<string>();

  async begin(): Promise<void> {
    this.seen = await this.look();
    for (const { id } of this.seen.values()) this.owners.set(id, "hand");
  }

  async live(event: Event): Promise<void> {
    if (event.do === "taint") return this.engines[event.stack].taint(event.name);
    if (event.do === "drift") {
      await this.drift(event);
      return this.compare("hand");
    }
    const engine = this.engines[event.stack];
    if (event.do === "up") this.programs[event.stack] = programOf(event.stack, event.declare);
    if (event.do === "destroy") this.programs[event.stack] = [];
    if (event.do === "refresh") this.refreshed.add(event.stack);
    if (event.fault !== undefined) this.arm(event.fault);
    const run = event.do === "up" ? await engine.up(this.programs[event.stack]) : await engine[event.do]();
    this.line.disarm();
    noCrash(run);
    await this.compare(event.stack);
    if (event.do === "destroy" && run.errors.length === 0 && engine.live.size > 0) {
      throw new Error("destroy says success, and something is left in state");
    }
  }

  /** Without faults, each stack comes to rest within two further runs, unless a name belongs to somebody else. */
  async end(): Promise<void> {
    for (const of of ["dev", "prod"] as const) {
      const engine = this.engines[of];
      let last: Run = { errors: [], steps: [] };
      for (let runs = 0; runs < 2; runs++) {
        this.refreshed.add(of);
        const refreshed = await engine.refresh();
        if (refreshed.errors.length > 0)
          throw new Error(`${of}: refresh fails: ${refreshed.errors[0]?.message}`);
        await this.compare(of);
        last = await engine.up(this.programs[of]);
        await this.compare(of);
        if (last.errors.length === 0) break;
      }
      const odd = last.errors.find(({ message }) => !/already (exists|serves)/.test(message));
      if (odd !== undefined) throw new Error(`${of} never gets there: ${odd.message}`);
      if (last.errors.length > 0) continue;
      await this.reached(of);
      const again = await engine.up(this.programs[of]);
      if (again.steps.length > 0) throw new Error(`${of} does not come to rest: ${again.steps.join(", ")}`);
    }
    for (const of of ["dev", "prod"] as const) {
      const { errors } = await this.engines[of].destroy();
      if (errors.length > 0) throw new Error(`${of} cannot be destroyed: ${errors[0]?.message}`);
      await this.compare(of);
    }
    for (const [name, { id }] of this.seen) {
      if (this.owners.get(id) !== "hand" && !this.contested.has(id))
        throw new Error(`${name} of ${this.owners.get(id)} is left behind`);
    }
    const { config } = await this.bench.byHand("GET", "/api/2.0/serving-endpoints/shared");
    const served = config.served_entities.map(({ name }: { name: string }) => name);
    if (served.join() !== "gpt,theirs") throw new Error(`shared still serves ${served.join()}`);
  }

  private async reached(of: Stack): Promise<void> {
    for (const { type, inputs } of this.programs[of]) {
      if (type === "ModelService") {
        const { comment } = await this.bench.byHand("GET", servicePath(String(inputs["modelServiceId"])));
        if (comment !== inputs["comment"]) throw new Error(`${of}: a service has the comment ${comment}`);
        continue;
      }
      const name = String(type === "ServingEndpoint" ? inputs["name"] : "shared");
      const { config, tags } = await this.bench.byHand("GET", `/api/2.0/serving-endpoints/${name}`);
      const [served, model] =
        type === "ServingEndpoint"
          ? ["gpt", (inputs as any).config.servedEntities[0].externalModel.name]
          : [inputs["servedModelName"], inputs["name"]];
      const entity = config.served_entities.find((one: { name: string }) => one.name === served);
      if (entity?.external_model.name !== model)
        throw new Error(`${of}: ${name} does not serve ${model} as ${served}`);
      if (type === "ServingEndpoint" && JSON.stringify(tags) !== JSON.stringify(inputs["tags"])) {
        throw new Error(`${of}: ${name} has the tags ${JSON.stringify(tags)}`);
      }
    }
  }

  private arm({ kind, request, nth, times }: Trouble): void {
    const fault = faultKinds.find(({ name }) => name === kind);
    if (fault !== undefined) this.line.arm({ ...request, nth }, fault.action, times);
  }

  private async drift({ how, name }: Extract<Event, { do: "drift" }>): Promise<void> {
    if (isService(name)) return this.driftOfService(how, name);
    const path = `/api/2.0/serving-endpoints/${name}`;
    if (how === "remake") {
      await this.bench.byHand("DELETE", path).catch(() => undefined);
      return made(this.bench, name, serving(gpt()));
    }
    const there = this.seen.has(name);
    if (!there) return;
    if (how === "delete") await this.bench.byHand("DELETE", path);
    else await this.bench.byHand("PATCH", `${path}/tags`, { add_tags: [{ key: "by", value: "hand" }] });
  }

  private async driftOfService(how: "tag" | "delete" | "remake", name: string): Promise<void> {
    const path = servicePath(name);
    if (how === "tag") {
      if (!this.seen.has(`main.ai.${name}`)) return;
      return this.bench.byHand("PATCH", `${path}?update_mask=comment`, { comment: "by hand" });
    }
    await this.bench.byHand("DELETE", path).catch(() => undefined);
    // Times tell one service of a name from another.
    await this.bench.clock.sleep(5000);
    if (how === "remake") await madeService(this.bench, name);
  }

  /** What is there now, against what was there before somebody did something. */
  private async compare(actor: Owner): Promise<void> {
    const before = this.seen;
    const now = await this.look();
    for (const { id } of now.values()) if (!this.owners.has(id)) this.owners.set(id, actor);
    for (const of of ["dev", "prod"] as const) {
      for (const { declared, outputs } of this.engines[of].live.values()) {
        const id = await this.idOf(declared.type, outputs, now);
        if (id === undefined) continue;
        const owner = this.owners.get(id);
        if (owner === "hand") this.owners.set(id, of);
        else if (owner !== undefined && owner !== of) {
          // Who refreshes asks for what has the name now, whoever made it: then two stacks hold it, as the user wished.
          if (!this.refreshed.has(of)) throw new Error(`${of} has taken an endpoint of ${owner}`);
          this.contested.add(id);
        }
      }
    }
    if (actor !== "hand") {
      for (const [name, { id, content }] of before) {
        const owner = this.owners.get(id);
        if (owner === actor || name === "shared" || this.contested.has(id)) continue;
        if (now.get(name)?.id !== id) throw new Error(`${actor} has deleted ${name} of ${owner}`);
        if (now.get(name)?.content !== content) throw new Error(`${actor} has changed ${name} of ${owner}`);
      }
    }
    this.seen = now;
  }

  /** The id of what a resource of a stack holds, where that is an object of its own and still there. */
  private async idOf(
    type: ResourceType,
    { endpointId, fullName, createTime }: Fields,
    now: ReadonlyMap<string, Seen>,
  ): Promise<string | undefined> {
    if (type === "ServingEndpoint") return String(endpointId);
    const there = type === "ModelService" ? now.get(String(fullName)) : undefined;
    if (there === undefined) return undefined;
    const { create_time } = await this.bench.byHand("GET", `${CATALOG}/model-services/${String(fullName)}`);
    return create_time === createTime ? there.id : undefined;
  }

  private async look(): Promise<Map<string, Seen>> {
    const { truth, ids } = await truthOf(this.bench, this.stateFile);
    return new Map(Object.entries(ids).map(([name, id]) => [name, { id, content: truth[name] ?? "" }]));
  }
}

const servicePath = (name: string): string => `${CATALOG}/model-services/main.ai.${name}`;

function noCrash({ errors }: Run): void {
  const crash = errors.find(({ name }) => /^(Type|Range|Syntax|Reference)Error$/.test(name));
  if (crash !== undefined) throw new Error(`crashes: ${crash.stack}`);
}

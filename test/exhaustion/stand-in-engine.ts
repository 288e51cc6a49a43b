import { claimLive } from "../../provider/lifecycle/claim-live";
import type { Operation } from "../../provider/lifecycle/operation";
import { PartialFailure } from "../../provider/lifecycle/partial-failure";
import type { ResourceLifecycle } from "../../provider/lifecycle/resource-lifecycle";
import { formatProblem } from "../../provider/schema/problem";
import type { Fields } from "../../provider/schema/plain-object";
import type { Bench } from "../lifecycle/with-lifecycle";
import { lifecycles, type ResourceType } from "./lifecycles";
import { inWaves } from "./waves";

/** A resource as a program declares it. */
export interface Declared {
  readonly type: ResourceType;
  readonly name: string;
  readonly inputs: Fields;
  /** Names of resources that must be there first. */
  readonly dependsOn?: readonly string[];
  /** Whether this one is not deleted by itself where the resource of this name is. */
  readonly deletedWith?: string;
  /** The resource option; the SDK's classes set it unless the user does. */
  readonly deleteBeforeReplace?: boolean;
}

export type Program = readonly Declared[];

/** What the engine holds of a resource. */
export interface Kept {
  readonly declared: Declared;
  readonly id: string;
  readonly inputs: Fields;
  readonly outputs: Fields;
  /** Whether the last operation failed in the middle: the engine then updates whatever diff says. */
  readonly failed: boolean;
}

/** How a run ended. */
export interface Run {
  readonly errors: readonly Error[];
  /** What was done, such as `create ServingEndpoint assistant`; `same` is not listed. */
  readonly steps: readonly string[];
}

/**
 * What Pulumi's engine does with the methods of a provider, as far as design.md §4 has measured it: check, diff, then the
 * step that follows; partial failures kept; a forced replacement without a diff; creates before deletes, unless the
 * resource option or the diff say otherwise; no delete after a failure.
 */
export class StandInEngine {
  readonly live = new Map<string, Kept>();
  /** Replaced, and still to be deleted. */
  condemned: Kept[] = [];
  private readonly tainted = new Set<string>();

  constructor(
    private readonly bench: Bench,
    private readonly stack = "dev",
  ) {}

  /** `pulumi state taint`; what is not in state cannot be tainted. */
  taint(name: string): void {
    if ([...this.live.values()].some(({ declared }) => declared.name === name)) this.tainted.add(name);
  }

  /** `pulumi up`. */
  async up(program: Program): Promise<Run> {
    return this.run(async (steps) => {
      for (const wave of inWaves(program)) {
        await allOf(wave.map((declared) => this.register(declared, steps)));
      }
      const wanted = new Set(program.map(keyOf));
      const unwanted = [...this.live.values()].filter(({ declared }) => !wanted.has(keyOf(declared)));
      await this.remove(unwanted, steps);
    });
  }

  /** `pulumi refresh`. */
  async refresh(): Promise<Run> {
    return this.run(async (steps) => {
      await allOf(
        [...this.live].map(async ([key, kept]) => {
          const { declared, id, outputs } = kept;
          const found = await lifecycles[declared.type].read(id, outputs, this.operation(declared));
          if (found === undefined) {
            steps.push(`drop ${declared.type} ${declared.name}`);
            this.live.delete(key);
          } else {
            // The engine forgets that the last operation failed.
            this.live.set(key, {
              ...kept,
              inputs: found.inputs,
              outputs: overTheWire(found.outputs),
              failed: false,
            });
          }
        }),
      );
    });
  }

  /** `pulumi destroy`. */
  async destroy(): Promise<Run> {
    return this.run((steps) => this.remove([...this.live.values()], steps));
  }

  private async run(work: (steps: string[]) => Promise<void>): Promise<Run> {
    this.bench.newRun();
    const steps: string[] = [];
    try {
      await work(steps);
      return { errors: [], steps };
    } catch (error) {
      return {
        errors: error instanceof AggregateError ? (error.errors as Error[]) : [error as Error],
        steps,
      };
    }
  }

  private async register(declared: Declared, steps: string[]): Promise<void> {
    const lifecycle: ResourceLifecycle = lifecycles[declared.type];
    const key = keyOf(declared);
    const old = this.live.get(key);
    const urn = this.urnOf(declared);
    const { inputs, problems } = lifecycle.check(old?.inputs ?? {}, declared.inputs, urn);
    if (problems.length > 0) throw new Error(problems.map(formatProblem).join("\n"));
    const note = (what: string) => steps.push(`${what} ${declared.type} ${declared.name}`);
    const create = () =>
      this.keep(declared, inputs, () => lifecycle.create(inputs, this.operation(declared)));
    if (old === undefined) {
      note("create");
      return create();
    }
    const forced = this.tainted.has(key) || this.tainted.has(declared.name);
    const diff = forced ? undefined : lifecycle.diff(old.outputs, inputs);
    if (diff !== undefined) claimLive(lifecycle, old.outputs, diff, this.operation(declared).claims);
    if (forced || (diff?.replaces ?? []).length > 0) {
      note("replace");
      if (declared.deleteBeforeReplace ?? diff?.deleteBeforeReplace ?? false) {
        await lifecycle.delete(old.id, old.outputs, this.operation(declared));
        this.live.delete(key);
        this.tainted.delete(declared.name);
        await create();
      } else {
        await create().finally(() => {
          if (this.live.get(key) === old) return;
          this.condemned.push(old);
          this.tainted.delete(declared.name);
        });
      }
      return;
    }
    if (diff?.changes !== true && !old.failed) {
      this.live.set(key, { ...old, declared, inputs });
      return;
    }
    note("update");
    await this.keep(declared, inputs, async () => ({
      id: old.id,
      outputs: await lifecycle.update(old.id, old.outputs, inputs, this.operation(declared)),
    }));
  }

  private async remove(unwanted: readonly Kept[], steps: string[]): Promise<void> {
    const isGoing = (name: string) => unwanted.some(({ declared }) => declared.name === name);
    const going = [...this.condemned, ...unwanted];
    for (const wave of inWaves(going.map(({ declared }) => declared)).reverse()) {
      await allOf(
        going
          .filter(({ declared }) => wave.includes(declared))
          .map(async (kept) => {
            const { declared, id, outputs } = kept;
            if (declared.deletedWith === undefined || !isGoing(declared.deletedWith)) {
              steps.push(`delete ${declared.type} ${declared.name}`);
              await lifecycles[declared.type].delete(id, outputs, this.operation(declared));
            }
            this.condemned = this.condemned.filter((one) => one !== kept);
            if (this.live.get(keyOf(declared)) === kept) this.live.delete(keyOf(declared));
          }),
      );
    }
  }

  private async keep(
    declared: Declared,
    inputs: Fields,
    work: () => Promise<{ id: string; outputs: Fields }>,
  ): Promise<void> {
    const key = keyOf(declared);
    try {
      const { id, outputs } = await work();
      this.live.set(key, { declared, id, inputs, outputs: overTheWire(outputs), failed: false });
    } catch (error) {
      if (error instanceof PartialFailure) {
        const { id, outputs } = error;
        this.live.set(key, { declared, id, inputs, outputs: overTheWire(outputs), failed: true });
      }
      throw error;
    }
  }

  private operation = (declared: Declared): Operation => ({
    ...this.bench.operation(this.urnOf(declared)),
    held: () => {
      const all = [...this.live.values(), ...this.condemned];
      return Promise.resolve(all.filter((kept) => keyOf(kept.declared) === keyOf(declared)));
    },
  });

  private urnOf({ type, name }: Declared): string {
    return `urn:pulumi:${this.stack}::test::pulumi-nodejs:dynamic/databricks:${type}::${name}`;
  }
}

const keyOf = ({ type, name }: Declared): string => `${type} ${name}`;

/** Lets all end, as the engine does, before it fails with what failed. */
async function allOf(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).flatMap((one) =>
    one.status === "rejected" ? [one.reason as Error] : [],
  );
  if (failed.length > 0) throw new AggregateError(failed);
}

/** Outputs as state holds them. The engine refuses `undefined` in them after the fact, when the object already exists. */
function overTheWire(outputs: Fields): Fields {
  const text = JSON.stringify(outputs, (field, value: unknown) => {
    if (value === undefined) throw new Error(`outputs hold undefined at ${field}`);
    return value;
  });
  return JSON.parse(text) as Fields;
}

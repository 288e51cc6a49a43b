import type { Operation } from "../../provider/lifecycle/operation";
import { PartialFailure } from "../../provider/lifecycle/partial-failure";
import { Preflight } from "../../provider/lifecycle/preflight/preflight";
import type { Diff, ResourceLifecycle } from "../../provider/lifecycle/resource-lifecycle";
import { registeredResources, type ResourceType } from "../../provider/registered-resources";
import { formatProblem } from "../../provider/schema/problem";
import type { Fields } from "../../provider/schema/plain-object";
import { transported, type Transport } from "../../provider/pulumi/dynamic/transported";
import type { Bench } from "./with-lifecycle";

/** What the engine holds of a resource. */
interface State {
  id: string;
  inputs: Fields;
  outputs: Fields;
  /** Whether the last operation failed in the middle: the engine then updates whatever diff says. */
  failed: boolean;
}

export type Step = "create" | "update" | "same" | "replace";

const NO_TRANSPORT: Transport = { urn: "", applying: true, sharedHere: false, host: undefined };

/** A resource of a program, driven as the engine does: check, diff, then what the diff asks for. */
export class ManagedResource {
  readonly urn: string;
  state: State | undefined;
  private readonly lifecycle: ResourceLifecycle;
  private run: Operation | undefined;
  private readonly fromState: (fields: Fields) => Fields;
  private readonly toState: (fields: Fields) => Fields;

  constructor(
    readonly name: string,
    private readonly bench: Bench,
    private readonly type: ResourceType = "ServingEndpoint",
  ) {
    this.urn = `urn:pulumi:dev::test::pulumi-nodejs:dynamic/databricks:${type}::${name}`;
    this.lifecycle = registeredResources[type].lifecycle;
    const { apart, together } = transported(registeredResources[type].definition.inputs);
    this.fromState = (fields) => apart(fields).fields;
    this.toState = (fields) => overTheWire(together(fields, NO_TRANSPORT));
  }

  /** Inputs as they go into state. */
  check(news: Fields): Fields {
    const named = this.type === "ServingEndpoint" ? { name: this.name, ...news } : news;
    const { inputs, problems } = this.lifecycle.check(this.olds, named, this.urn);
    if (problems.length > 0) throw new Error(problems.map(formatProblem).join("\n"));
    return inputs;
  }

  /** What a preview finds in the workspace that would fail later, one problem on a line. */
  async preflight(news: Fields): Promise<string[]> {
    this.run = undefined;
    const preflight = new Preflight(this.operation.workspace, this.operation.clock.now);
    const look = () =>
      this.lifecycle.preflight(this.olds, this.check(news), this.operation, preflight, false);
    return (await preflight.run(look, this.operation.reporter)).map(formatProblem);
  }

  /** What `pulumi preview` would show. */
  diff(news: Fields): Diff {
    if (this.state === undefined) throw new Error(`${this.name} is not in state`);
    return this.lifecycle.diff(this.fromState(this.state.outputs), this.check(news));
  }

  /** What `pulumi up` does with these inputs. */
  async up(news: Fields): Promise<Step> {
    this.run = undefined;
    const inputs = this.check(news);
    if (this.state === undefined) return this.create(inputs);
    const { changes, replaces, deleteBeforeReplace } = this.lifecycle.diff(
      this.fromState(this.state.outputs),
      inputs,
    );
    if (replaces.length > 0) {
      const { id } = this.state;
      const outputs = this.fromState(this.state.outputs);
      if (deleteBeforeReplace) await this.lifecycle.delete(id, outputs, this.operation);
      await this.create(inputs);
      if (!deleteBeforeReplace) await this.lifecycle.delete(id, outputs, this.operation);
      return "replace";
    }
    if (!changes && !this.state.failed) return "same";
    const { id } = this.state;
    const outputs = this.fromState(this.state.outputs);
    await this.keep(inputs, async () => ({
      id,
      outputs: await this.lifecycle.update(id, outputs, inputs, this.operation),
    }));
    return "update";
  }

  /** What `pulumi refresh` does; false where the endpoint is gone. */
  async refresh(): Promise<boolean> {
    this.run = undefined;
    if (this.state === undefined) throw new Error(`${this.name} is not in state`);
    const found = await this.lifecycle.read(
      this.state.id,
      this.fromState(this.state.outputs),
      this.operation,
    );
    // The engine forgets that the last operation failed.
    const { id } = this.state;
    this.state = found && {
      id,
      failed: false,
      inputs: this.toState(found.inputs),
      outputs: this.toState(found.outputs),
    };
    return found !== undefined;
  }

  async destroy(): Promise<void> {
    this.run = undefined;
    if (this.state === undefined) return;
    await this.lifecycle.delete(this.state.id, this.fromState(this.state.outputs), this.operation);
    this.state = undefined;
  }

  /** Outputs in state. */
  get outputs(): Fields {
    return this.state?.outputs ?? {};
  }

  /** Inputs of the last run. */
  private get olds(): Fields {
    return this.fromState(this.state?.inputs ?? {});
  }

  /** What the operations of one `up`, `refresh` or `destroy` work with. */
  private get operation(): Operation {
    return (this.run ??= this.bench.operation(this.urn, new Set()));
  }

  private async create(inputs: Fields): Promise<Step> {
    await this.keep(inputs, () => this.lifecycle.create(inputs, this.operation));
    return "create";
  }

  private async keep(inputs: Fields, run: () => Promise<{ id: string; outputs: Fields }>): Promise<void> {
    try {
      const { id, outputs } = await run();
      this.state = { id, inputs: this.toState(inputs), outputs: this.toState(outputs), failed: false };
    } catch (error) {
      if (error instanceof PartialFailure) {
        const { id, outputs } = error;
        this.state = { id, inputs: this.toState(inputs), outputs: this.toState(outputs), failed: true };
      }
      throw error;
    }
  }
}

/** Outputs as state holds them. The engine refuses `undefined` in them after the fact, when the object already exists. */
function overTheWire(outputs: Fields): Fields {
  const text = JSON.stringify(outputs, (field, value: unknown) => {
    if (value === undefined) throw new Error(`outputs hold undefined at ${field}`);
    return value;
  });
  return JSON.parse(text) as Fields;
}

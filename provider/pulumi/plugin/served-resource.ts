import type * as z from "zod";
import { claimLive } from "../../lifecycle/claim-live";
import { PartialFailure } from "../../lifecycle/partial-failure";
import type { RegisteredResource } from "../../registered-resources";
import type { OwnSettings } from "../../resources/own-settings";
import { putBackSecrets } from "../../resources/secret-values";
import { factsOf } from "../../schema/field-facts";
import type { Fields } from "../../schema/plain-object";
import { formatProblem } from "../../schema/problem";
import { UNKNOWN } from "../../schema/unknown";
import type { ServingRun } from "../serving-run";
import { messageOf } from "../shared-failure";
import { detailedDiff, type PropertyChange } from "./detailed-diff";
import { withoutForeign } from "./foreign-values";
import { InitFailed } from "./init-failed";
import { markSecrets } from "./mark-secrets";
import { bare } from "./property-struct";
import type { PreviewNotes } from "./preview-notes";
import { translateNames } from "./untranslated-names";

/** What resources need of the run that they are served in. */
export type ResourceRun = Pick<
  ServingRun,
  "claims" | "reporterFor" | "operation" | "foresee" | "warnOfOtherHost"
>;

/** Which of a resource's operations has a limit of time. */
type Timed = "create" | "update" | "delete";

/** What a diff answers the engine. */
export interface ServedDiff {
  readonly changes: boolean;
  /** Names of the inputs that force a replacement. */
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly properties: ReadonlyMap<string, PropertyChange>;
}

/** One call of the engine's: about which resource, with how much time (0: as the resource says). */
export interface CallFor {
  readonly urn: string;
  readonly timeoutSeconds?: number;
}

/**
 * Serves a resource's life as the engine's provider protocol asks for it. Properties come and go with secrets as `Secret`
 * and unknown values as `UNKNOWN`.
 */
export class ServedResource {
  constructor(
    private readonly resource: RegisteredResource,
    private readonly run: ResourceRun,
    private readonly notes: PreviewNotes,
  ) {}

  check(olds: Fields, news: Fields, urn: string): { inputs: Fields; failures: string[] } {
    const { lifecycle, definition } = this.resource;
    const before = plain(olds);
    const given = withoutForeign(news);
    const fields = translateNames(definition.inputs, given.fields);
    const { inputs, problems } = lifecycle.check(before, plain(fields), urn);
    this.notes.checked(urn, before);
    if (definition.type === "ServingEndpoint") this.notes.declares(inputs["name"]);
    return {
      inputs: markSecrets(definition.inputs, inputs, [withoutTransport(fields)]),
      failures: [...given.problems, ...problems].map(formatProblem),
    };
  }

  diff(olds: Fields, news: Fields, urn: string): ServedDiff {
    const { lifecycle, definition } = this.resource;
    const before = plain(olds);
    const after = plain(news);
    const diff = lifecycle.diff(before, after);
    claimLive(lifecycle, before, diff, this.run.claims);
    const reporter = this.run.reporterFor(urn);
    this.run.warnOfOtherHost(before, urn);
    for (const note of diff.notes ?? []) reporter.info(note);
    for (const { path, reason } of diff.replaces) reporter.info(`replaces because of ${path}: ${reason}`);
    return {
      changes: diff.changes,
      replaces: [...new Set(diff.replaces.map(({ input }) => input))],
      deleteBeforeReplace: diff.deleteBeforeReplace,
      properties: diff.changes
        ? detailedDiff(definition.inputs, before, after, diff)
        : new Map<string, PropertyChange>(),
    };
  }

  /** What a preview knows of a resource that would be made: its inputs, and that the rest follows. */
  async previewCreate(inputs: Fields, urn: string): Promise<Fields> {
    await this.foresee(inputs, urn);
    return { ...this.outputsWhere(() => true), ...withoutTransport(inputs) };
  }

  /** What a preview knows of a resource that would be changed: all that an update leaves as it is. */
  async previewUpdate(olds: Fields, news: Fields, urn: string): Promise<Fields> {
    await this.foresee(news, urn);
    const { will = [] } = this.resource.lifecycle.diff(plain(olds), plain(news));
    // In one message, since the engine does not keep the order of several.
    if (will.length > 0) this.run.reporterFor(urn).info(will.join("\n"));
    const kept = Object.entries(withoutTransport(olds)).filter(([field]) => field in this.outputs);
    const renewed = this.outputsWhere(
      (field) => factsOf(this.outputs[field] as z.ZodType).renewed !== undefined,
    );
    return { ...Object.fromEntries(kept), ...renewed, ...withoutTransport(news) };
  }

  create(inputs: Fields, call: CallFor): Promise<{ id: string; outputs: Fields }> {
    return this.keepingTrack(inputs, inputs, call, async () => {
      const timed = withLimit(plain(inputs), "create", call);
      return this.resource.lifecycle.create(timed, this.run.operation(call.urn));
    });
  }

  async update(id: string, olds: Fields, news: Fields, call: CallFor): Promise<Fields> {
    const { outputs } = await this.keepingTrack(news, olds, call, async () => {
      const timed = withLimit(plain(news), "update", call);
      const { lifecycle } = this.resource;
      return { id, outputs: await lifecycle.update(id, plain(olds), timed, this.run.operation(call.urn)) };
    });
    return outputs;
  }

  /**
   * @param last what state holds; empty for an import
   * @param lastInputs inputs that state holds, by which secrets are known
   * @returns undefined where the object is gone
   */
  async read(
    id: string,
    last: Fields,
    lastInputs: Fields,
    { urn }: CallFor,
  ): Promise<{ inputs: Fields; outputs: Fields } | undefined> {
    const found = await this.telling(urn, () =>
      this.resource.lifecycle.read(id, plain(last), this.run.operation(urn)),
    );
    if (found === undefined) return undefined;
    const { inputs } = this.resource.definition;
    const given = [withoutTransport(last), withoutTransport(lastInputs)];
    return {
      inputs: markSecrets(inputs, found.inputs, given),
      outputs: markSecrets(inputs, found.outputs, given),
    };
  }

  async delete(id: string, olds: Fields, call: CallFor): Promise<void> {
    const timed = withLimit(plain(olds), "delete", call);
    await this.telling(call.urn, () =>
      this.resource.lifecycle.delete(id, timed, this.run.operation(call.urn)),
    );
  }

  /** @throws Error that says what would fail later */
  private async foresee(news: Fields, urn: string): Promise<void> {
    const fields = plain(news);
    const { lifecycle } = this.resource;
    const sharedHere = this.notes.isDeclared(fields["endpoint"]);
    const problems = await this.run.foresee(lifecycle, this.notes.before(urn), fields, urn, sharedHere);
    if (problems.length > 0) throw new Error(problems.map(formatProblem).join("\n"));
  }

  private get outputs(): z.ZodRawShape {
    return this.resource.definition.outputs.shape;
  }

  private outputsWhere(holds: (field: string) => boolean): Fields {
    const names = Object.keys(this.outputs).filter(holds);
    return Object.fromEntries(names.map((field) => [field, UNKNOWN]));
  }

  /** The engine keeps an object only if the failure carries its id and properties. */
  private async keepingTrack(
    news: Fields,
    olds: Fields,
    { urn }: CallFor,
    work: () => Promise<{ id: string; outputs: Fields }>,
  ): Promise<{ id: string; outputs: Fields }> {
    const { timeouts } = plain(news);
    const given = [withoutTransport(news), withoutTransport(olds)];
    // A limit that was given as an option is none of the inputs.
    const kept = (outputs: Fields): Fields => ({ ...outputs, timeouts });
    const marked = (outputs: Fields) => markSecrets(this.resource.definition.inputs, kept(outputs), given);
    try {
      const { id, outputs } = await work();
      return { id, outputs: marked(outputs) };
    } catch (error) {
      if (!(error instanceof PartialFailure)) throw new Error(messageOf(error, urn), { cause: error });
      const { cause } = error;
      const reasons = error.reasons.map((reason) =>
        cause instanceof Error ? reason.replace(cause.message, () => messageOf(cause, urn)) : reason,
      );
      throw new InitFailed(error.id, marked(error.outputs), withoutTransport(news), reasons);
    }
  }

  private async telling<T>(urn: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new Error(messageOf(error, urn), { cause: error });
    }
  }
}

/** Properties without what the dynamic provider keeps beside them; its states go on here. */
const TRANSPORT = ["__provider", "__urn", "__applying", "__sharedHere", "__host", "secretValues"];

const withoutTransport = (properties: Fields): Fields =>
  Object.fromEntries(Object.entries(properties).filter(([field]) => !TRANSPORT.includes(field)));

/** Properties of any resource: each has limits of time. */
type TimedFields = Fields & Pick<OwnSettings, "timeouts">;

/** Properties as the lifecycle knows them: each secret where it belongs, and none marked. */
function plain(properties: Fields): TimedFields {
  const fields = bare(withoutTransport(properties)) as Fields;
  return putBackSecrets(fields, bare(properties["secretValues"]));
}

function withLimit(fields: TimedFields, operation: Timed, { timeoutSeconds = 0 }: CallFor): Fields {
  if (timeoutSeconds <= 0) return fields;
  const limit = `${Math.max(1, Math.round(timeoutSeconds))}s`;
  return { ...fields, timeouts: { ...fields.timeouts, [operation]: limit } };
}

import { systemClock } from "../../client/api/clock";
import { claimLive } from "../../lifecycle/claim-live";
import { hostOf } from "../../lifecycle/own-endpoint";
import { PartialFailure } from "../../lifecycle/partial-failure";
import type { Diff } from "../../lifecycle/resource-lifecycle";
import type { RegisteredResource } from "../../registered-resources";
import { formatProblem } from "../../schema/problem";
import type { Fields } from "../../schema/plain-object";
import { configureWorkspace, connectedWorkspace, type ProviderConfig } from "../connected-workspace";
import { delivered, reporterFor } from "../engine-log";
import { ServingRun } from "../serving-run";
import { QuietError } from "./quiet-error";
import { messageOf } from "../shared-failure";
import { transported, type Transport } from "./transported";

/** The methods that Pulumi calls on a dynamic provider. */
export interface DynamicProvider {
  configure(request: { config: ProviderConfig }): Promise<void>;
  check(
    olds: Fields,
    news: Fields,
  ): Promise<{ inputs: Fields; failures: { property: string; reason: string }[] }>;
  diff(
    id: string,
    olds: Fields,
    news: Fields,
  ): Promise<{ changes: boolean; replaces: string[]; deleteBeforeReplace: boolean }>;
  create(inputs: Fields): Promise<{ id: string; outs: Fields }>;
  read(id: string, properties: Fields): Promise<{ id: string; props?: Fields; inputs?: Fields }>;
  update(id: string, olds: Fields, news: Fields): Promise<{ outs: Fields }>;
  delete(id: string, properties: Fields): Promise<void>;
}

/**
 * Serves a resource's life over the calls that Pulumi makes of a dynamic provider.
 *
 * What Pulumi does with them, and this file answers to: a plain throw in create() loses the object; a failure's property
 * name makes the engine print the value; unknown values are texts; `undefined` in outputs fails after the fact; secretness
 * is kept for top-level properties only.
 */
export function dynamicProvider({ definition, lifecycle }: RegisteredResource): DynamicProvider {
  const { apart, together } = transported(definition.inputs);
  return {
    // Set before anything is awaited: Pulumi does not wait for one call's configure before it makes the next call.
    configure({ config }) {
      configureWorkspace(config);
      return Promise.resolve();
    },

    async check(olds, news) {
      const { transport, fields } = apart(news);
      applying = transport.applying;
      const before = apart(olds).fields;
      const { inputs, problems } = lifecycle.check(before, fields, transport.urn);
      const later =
        problems.length > 0 || transport.applying
          ? []
          : await run.foresee(lifecycle, before, inputs, transport.urn, transport.sharedHere);
      const reasons = [
        ...[...problems, ...later].map(formatProblem),
        ...(transport.applying ? run.missingConnection() : []),
      ];
      await delivered();
      return {
        inputs: together(inputs, transport),
        failures: reasons.map((reason) => ({ property: "", reason })),
      };
    },

    async diff(_id, olds, news) {
      const { transport, fields } = apart(news);
      const before = apart(olds);
      const {
        changes,
        replaces,
        deleteBeforeReplace,
        notes = [],
        will = [],
      } = lifecycle.diff(before.fields, fields);
      const moved = movedHost(before.transport, before.fields, transport);
      claimLive(lifecycle, before.fields, { replaces: [...replaces, ...moved] }, run.claims);
      if (moved.length === 0) run.warnOfOtherHost(before.fields, transport.urn);
      for (const note of notes) reporterFor(transport.urn).info(note);
      // In one message, since the engine does not keep the order of several.
      if (!applying && will.length > 0) reporterFor(transport.urn).info(will.join("\n"));
      for (const { path, reason } of [...replaces, ...moved]) {
        reporterFor(transport.urn).info(`replaces because of ${path}: ${reason}`);
      }
      await delivered();
      return {
        changes: changes || moved.length > 0,
        replaces: [...new Set([...replaces, ...moved].map(({ input }) => input))],
        deleteBeforeReplace: deleteBeforeReplace && moved.length === 0,
      };
    },

    async create(inputs) {
      const { transport, fields } = apart(inputs);
      return keepingTrack(inputs, transport, async () => {
        const { id, outputs } = await lifecycle.create(fields, run.operation(transport.urn));
        return { id, outs: together(outputs, transport) };
      });
    },

    async read(id, properties) {
      const { transport, fields } = apart(properties);
      const found = await quietly(transport, async () => {
        const operation = run.operation(transport.urn);
        const seen = await lifecycle.read(id, fields, operation);
        // Of what is only looked up, the engine hands over nothing but the id, and would take it for an object without outputs.
        if (seen === undefined && Object.keys(fields).length === 0)
          throw new NothingToLookUp(definition.type, id, operation.workspace.host);
        return seen;
      });
      // An empty id tells the engine that the object is gone; anything else without properties crashes it.
      if (found === undefined) return { id: "" };
      return { id, inputs: together(found.inputs, transport), props: together(found.outputs, transport) };
    },

    async update(id, olds, news) {
      const { transport, fields } = apart(news);
      return keepingTrack(news, transport, async () => {
        const outputs = await lifecycle.update(id, apart(olds).fields, fields, run.operation(transport.urn));
        return { outs: together(outputs, transport) };
      });
    },

    async delete(id, properties) {
      const { transport, fields } = apart(properties);
      await quietly(transport, () => lifecycle.delete(id, fields, run.operation(transport.urn)));
    },
  };

  /** The engine keeps an object only if the failure carries its id and properties, `__provider` among them. */
  async function keepingTrack<T>(
    properties: Fields,
    transport: Transport,
    run: () => Promise<T>,
  ): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof PartialFailure)) {
        throw new Error(messageOf(error, transport.urn), { cause: error });
      }
      const { cause } = error;
      const told = (reason: string): string =>
        cause instanceof Error
          ? reason.replace(cause.message, () => messageOf(cause, transport.urn))
          : reason;
      throw Object.assign(new Error(error.message), {
        id: error.id,
        properties: { ...together(error.outputs, transport), __provider: properties["__provider"] },
        reasons: error.reasons.map(told),
      });
    } finally {
      await delivered();
    }
  }
}

/** What the program looks up by `get` is not there. */
class NothingToLookUp extends Error {
  override readonly name = "NothingToLookUp";

  constructor(type: string, id: string, host: string) {
    super(
      `There is no ${type} ${JSON.stringify(id)} on ${host}. ${type}.get looks up what exists: correct its id, or the workspace.`,
    );
  }
}

/**
 * An explicit provider whose host has changed does not replace its resources by itself: the engine sees nothing of them
 * change. The object in the old workspace goes through the old provider.
 */
function movedHost(before: Transport, olds: Fields, { host }: Transport): Diff["replaces"] {
  const then = before.host ?? hostOf(olds);
  if (host === undefined || then === undefined || then === host) return [];
  const reason = `${host} is another workspace than ${then}`;
  return [{ input: "__host", path: "the provider's host", reason }];
}

/** Whether this process, which serves one run, serves an update: its checks are told, and come before its diffs. */
let applying = false;

/** Each process serves one run. */
const run = new ServingRun(connectedWorkspace, reporterFor, systemClock);

/** Pulumi prints what these calls throw a second time, with its stack, on the stack's own line. */
async function quietly<T>({ urn }: Transport, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw new QuietError(messageOf(error, urn));
  } finally {
    await delivered();
  }
}

import type { Dispatcher } from "undici";
import { onTestFinished } from "vitest";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator/index";
import type { Clock } from "../../provider/client/api/clock";
import { resolveConnection } from "../../provider/client/api/connection";
import { HttpClient } from "../../provider/client/api/http-client";
import { Workspace } from "../../provider/client/workspace";
import type { CreateRecord, CreateRecords } from "../../provider/lifecycle/create-records";
import type { Operation } from "../../provider/lifecycle/operation";
import { ManagedResource } from "./managed-resource";

/** An emulated workspace with lifecycles that speak to it over HTTP, in this process, in moved time. */
export interface Bench {
  readonly emulator: Emulator;
  /** What an operation works with. */
  operation(urn: string, claims?: Operation["claims"]): Operation;
  /** A serving endpoint of this program, with its state. */
  endpoint(name: string): ManagedResource;
  /** A model that this program attaches, with its state. */
  model(name: string): ManagedResource;
  /** A traffic split of this program, with its state. */
  split(name: string): ManagedResource;
  /** The gateway of an endpoint that somebody else owns, with its state. */
  gateway(name: string): ManagedResource;
  /** A model provider service of this program, with its state. */
  providerService(name: string): ManagedResource;
  /** A model service of this program, with its state. */
  modelService(name: string): ManagedResource;
  /** What was reported on the way, in order. */
  readonly reports: string[];
  /** Goes on as another run does: in a new process, which knows what is in state and in the records, and nothing else. */
  newRun(): void;
  /** Time of client and server; it moves when somebody waits. */
  readonly clock: Clock;
  /** Begun creates, as a run leaves them to the next one. */
  readonly records: Map<string, CreateRecord>;
  /** Calls the API as somebody else does. */
  byHand(method: string, path: string, body?: unknown): Promise<any>;
  /** Requests that changed something, one on a line, in order; forgets them. */
  writes(): string[];
  /** The same with their bodies, for goldens; the name of the secret scope and such are as in the program. */
  transcript(): string;
}

export interface BenchOptions extends EmulatorOptions {
  /** Signs in with this token instead of the admin's. */
  readonly signInAs?: string;
  /** What requests pass through on their way. */
  readonly dispatcher?: Dispatcher;
  /** Whether to put the secrets of the test programs into the workspace. Default `true`. */
  readonly secrets?: boolean;
}

/** The secrets that tests refer to. */
const SECRETS = ["openai", "anthropic", "cohere", "aws-id", "aws-key", "vertex", "databricks", "other"];

export async function benchForTest({
  signInAs,
  dispatcher,
  secrets = true,
  ...options
}: BenchOptions = {}): Promise<Bench> {
  const emulator = await startEmulator({
    ...options,
    // A field that the API does not know is a slip of ours; an order of its own is the harder one to cope with.
    switches: { unknownRequestFields: "refuse", entityOrder: "by-name", ...options.switches },
  });
  onTestFinished(() => emulator.close());
  let clock = movedClock(emulator);
  const reports: string[] = [];
  const records = new Map<string, CreateRecord>();
  const connect = (): Workspace => {
    const settings = { host: emulator.url, token: signInAs ?? emulator.token };
    const connection = resolveConnection(settings, { HOME: "/nonexistent" });
    return new Workspace(
      new HttpClient(connection, { clock, random: () => 0, ...(dispatcher && { dispatcher }) }),
    );
  };
  let workspace = connect();
  let ofThisRun = new Set<string>();

  const bench: Bench = {
    emulator,
    reports,
    records,
    get clock() {
      return clock;
    },
    newRun() {
      // What a process remembers of a host, such as its throttling, hangs on the clock.
      clock = { ...clock };
      ofThisRun = new Set();
      workspace = connect();
    },
    operation: (urn, claims = ofThisRun) => ({
      workspace,
      claims,
      clock,
      urn,
      createRecords: recordsIn(records),
      reporter: {
        progress: (message) => reports.push(`progress: ${message}`),
        info: (message) => reports.push(`info: ${message}`),
        warn: (message) => reports.push(`warn: ${message}`),
      },
    }),
    endpoint: (name) => new ManagedResource(name, bench),
    model: (name) => new ManagedResource(name, bench, "ExternalModel"),
    split: (name) => new ManagedResource(name, bench, "TrafficSplit"),
    gateway: (name) => new ManagedResource(name, bench, "EndpointGateway"),
    providerService: (name) => new ManagedResource(name, bench, "ModelProviderService"),
    modelService: (name) => new ManagedResource(name, bench, "ModelService"),
    async byHand(method, path, body) {
      const answer = await fetch(`${emulator.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${emulator.token}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text === "" ? {} : JSON.parse(text);
    },
    writes() {
      const entries = emulator.journal.entries().filter(({ method }) => method !== "GET");
      emulator.journal.clear();
      return entries.map(
        ({ method, path }) => `${method} ${path.replace("/api/2.0/serving-endpoints", "…")}`,
      );
    },
    transcript() {
      const entries = emulator.journal.entries().filter(({ method }) => method !== "GET");
      emulator.journal.clear();
      return entries
        .map(
          ({ method, path, body }) =>
            `${method} ${path.replace(/[0-9a-f]{32}/, "<id>")}\n${JSON.stringify(body, null, 2)}\n`,
        )
        .join("\n");
    },
  };

  if (!secrets) return bench;
  await bench.byHand("POST", "/api/2.0/secrets/scopes/create", { scope: "keys" });
  for (const key of SECRETS) {
    await bench.byHand("POST", "/api/2.0/secrets/put", {
      scope: "keys",
      key,
      string_value: `upstream-${key}`,
    });
  }
  emulator.journal.clear();
  return bench;
}

/** Waiting moves the emulator's clock instead of taking time. */
function movedClock(emulator: Emulator): Clock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    sleep(ms) {
      ahead += ms;
      emulator.advance(ms);
      return Promise.resolve();
    },
  };
}

function recordsIn(records: Map<string, CreateRecord>): CreateRecords {
  const keyOf = (...parts: string[]) => parts.join(" ");
  return {
    begin: (record) => void records.set(keyOf(record.urn, record.name, record.host), record),
    find: (...key) => records.get(keyOf(...key)),
    end: (...key) => void records.delete(keyOf(...key)),
  };
}

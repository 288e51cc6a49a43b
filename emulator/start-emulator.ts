import { serve, type ServerType } from "@hono/node-server";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buildApp } from "./http/app";
import { createClock } from "./control/clock";
import { addIdentity } from "./control/control-routes";
import { Faults, type FaultRule } from "./control/faults";
import { AnswerScripts, type AnswerScript } from "./models/answer-scripts";
import { ResponseStore } from "./models/response-store";
import { DEFAULT_TOKEN, type NewIdentity } from "./workspace/identities";
import { RequestJournal, type Journal } from "./control/journal";
import { seededRandom } from "./workspace/random";
import { setSwitches } from "./control/set-switches";
import { checkSwitches, defaultSwitches, type Switches } from "./control/switches";
import type { Workspace } from "./workspace/workspace";
import { loadWorld, saveWorld } from "./workspace/world";

export interface EmulatorOptions {
  /** Port to listen on; default 0: a free one. */
  port?: number;
  /** Address to listen on; default 127.0.0.1. */
  host?: string;
  /** Personal access token of the workspace's admin; default a fixed, readable fake. */
  token?: string;
  /** File that keeps the state over a restart (readable by its owner alone); default: memory only. */
  stateFile?: string;
  /** Gets one line for each request; default: none. */
  log?: (line: string) => void;
  /** Unknown or variable behaviours; see {@link Switches} for each. */
  switches?: Partial<Switches>;
}

/** A running emulator. */
export interface Emulator {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  readonly token: string;
  readonly journal: Journal;
  /** Lets a fault befall coming requests; returns the rule's id. */
  addFault(rule: FaultRule): string;
  clearFaults(): void;
  /** Sets what models answer to requests that match; returns the script's id. */
  addScript(script: AnswerScript): string;
  clearScripts(): void;
  set(switches: Partial<Switches>): void;
  /** Moves the clock: rollouts, token lifetimes and rate-limit windows pass at once. */
  advance(ms: number): void;
  /** Adds somebody who may call, or replaces the one of the same user name. */
  addIdentity(identity: NewIdentity): void;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

/**
 * Starts an emulated workspace.
 *
 * @throws Error when the port is taken or the state file is not one of ours; TypeError for an unknown switch.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const token = options.token ?? DEFAULT_TOKEN;
  const switches: Switches = {
    ...structuredClone(defaultSwitches),
    ...checkSwitches({ ...options.switches }),
  };
  const world = loadWorld(options.stateFile, token);
  const workspace: Workspace = {
    clock: createClock(world.clockOffset),
    random: seededRandom(switches.seed),
    switches,
    initialSwitches: structuredClone(switches),
    world,
    journal: new RequestJournal(),
    faults: new Faults(() => workspace.random()),
    url: "",
    token,
    windows: new Map(),
    calls: new Map(),
    scripts: new AnswerScripts(),
    responses: new ResponseStore(),
    credentials: new Map(),
  };
  const save = (): void => {
    if (options.stateFile === undefined) return;
    world.clockOffset = workspace.clock.offset();
    saveWorld(options.stateFile, world);
  };

  const app = buildApp(workspace, { save, ...(options.log && { log: options.log }) });
  const { server, address } = await listen(app.fetch, options.port ?? 0, options.host ?? "127.0.0.1");
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  workspace.url = `http://${host}:${address.port}`;

  return {
    url: workspace.url,
    token,
    journal: workspace.journal,
    addFault: (rule) => workspace.faults.add(rule),
    clearFaults: () => workspace.faults.clear(),
    addScript: (script) => workspace.scripts.add(script),
    clearScripts: () => workspace.scripts.clear(),
    set: (given) => setSwitches(workspace, checkSwitches({ ...given })),
    advance(ms) {
      workspace.clock.advance(ms);
      save();
    },
    addIdentity(identity) {
      addIdentity(workspace, identity);
      save();
    },
    close: () => stop(server),
  };
}

type Fetch = Parameters<typeof serve>[0]["fetch"];

function listen(
  fetch: Fetch,
  port: number,
  hostname: string,
): Promise<{ server: Server; address: AddressInfo }> {
  return new Promise((resolve, reject) => {
    const server: ServerType = serve({ fetch, port, hostname }, (address) => {
      server.off("error", reject);
      resolve({ server: server as Server, address });
    });
    server.once("error", reject);
    // Node's five seconds would close idle connections under clients that pool them.
    (server as Server).keepAliveTimeout = 65_000;
  });
}

/** Safe to call twice: a test's clean-up may come after the test itself has closed it. */
function stop(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

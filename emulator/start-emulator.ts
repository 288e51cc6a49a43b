import type { AddressInfo } from "node:net";
import { beginWorld, newToken } from "./control/begin-world";
import { checkIdentity } from "./control/check-identity";
import { checkSwitches } from "./control/check-switches";
import { createClock } from "./control/clock";
import { Faults } from "./control/faults";
import type { FaultRule } from "./control/fault-rule";
import { startGateway } from "./live/start-gateway";
import { AnswerScripts, type AnswerScript } from "./models/answer-scripts";
import { ResponseStore } from "./models/response-store";
import { RequestJournal, type Journal } from "./control/journal";
import { checkSeed, type EmulatorSeed } from "./control/seed";
import { setSwitches } from "./control/set-switches";
import { defaultSwitches, type Switches } from "./control/switches";
import { buildApp } from "./http/app";
import { listen, stop } from "./http/listen";
import { isAnyInterface, isLoopback } from "./http/refuse-foreign-pages";
import { addIdentity, DEFAULT_TOKEN, type NewIdentity } from "./workspace/identities";
import { keepState } from "./workspace/keep-state";
import { seededRandom } from "./workspace/random";
import { loadWorld } from "./workspace/state-file";
import type { Workspace } from "./workspace/workspace";

export interface EmulatorOptions {
  /** Port to listen on; default 0: a free one. */
  port?: number;
  /** Address to listen on; default 127.0.0.1, which this machine alone reaches. */
  host?: string;
  /** More names that clients may call it by, such as a container's; default none beside this machine's own and `host`. */
  allowedHosts?: string[];
  /**
   * Personal access token of the workspace's admin; default a fixed, readable fake, or where other machines can reach the
   * emulator a random one.
   */
  token?: string;
  /** Decimal id of the workspace; default a random one, or that of the state file. */
  workspaceId?: string;
  /** File that keeps the state over a restart (readable by its owner alone); default: memory only. */
  stateFile?: string;
  /** What is there from the start; default nothing but the admin, a service principal and the platform's endpoints. */
  seed?: EmulatorSeed;
  /**
   * Calls the providers of external models instead of playing them, through the package `@portkey-ai/gateway`, which has to
   * be installed; default: no. `hosts` sends requests for a host somewhere else, such as
   * `{ "api.openai.com": "http://127.0.0.1:11434" }`.
   */
  live?: boolean | { hosts?: Record<string, string> };
  /** Gets one line for each request; default: none. */
  log?: (line: string) => void;
  /** Unknown or variable behaviours; see {@link Switches} for each. */
  switches?: Partial<Switches>;
}

/** A running emulator. `await using` ends it. */
export interface Emulator extends AsyncDisposable {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  readonly token: string;
  /** What the control path asks for; undefined where this machine alone can reach it. */
  readonly controlToken: string | undefined;
  readonly workspaceId: string;
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
 * @throws Error when the port is taken, the state file is not one of ours, the seed cannot be made, or `live` lacks its gateway;
 * TypeError for an unknown switch.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const host = options.host ?? "127.0.0.1";
  const exposed = !isLoopback(host);
  const token = options.token ?? (exposed ? newToken("dapi-emulator") : DEFAULT_TOKEN);
  const switches: Switches = {
    ...structuredClone(defaultSwitches),
    ...checkSwitches({ ...options.switches }),
  };
  const world = loadWorld(options.stateFile, token);
  if (options.workspaceId !== undefined) world.workspaceId = checkWorkspaceId(options.workspaceId);
  const workspace: Workspace = {
    clock: createClock(world.clockOffset),
    random: seededRandom(switches.seed),
    switches,
    initialSwitches: structuredClone(switches),
    world,
    seed: checkSeed(options.seed ?? {}),
    journal: new RequestJournal(),
    faults: new Faults(() => workspace.random()),
    url: "",
    hostNames: [host, ...(options.allowedHosts ?? [])].map((name) => name.toLowerCase()),
    ...(exposed && { controlToken: newToken("control") }),
    token,
    windows: new Map(),
    calls: new Map(),
    serviceMetrics: new Map(),
    scripts: new AnswerScripts(),
    responses: new ResponseStore(),
    credentials: new Map(),
  };
  beginWorld(workspace);
  const state = keepState(options.stateFile, world, () => workspace.clock.offset());

  const app = buildApp(workspace, {
    save: (when) => state.save(when),
    ...(options.log && { log: options.log }),
  });
  const { server, address } = await listen(app.fetch, options.port ?? 0, host);
  workspace.url = urlOf(address);
  const close = async (): Promise<void> => {
    workspace.gateway?.close();
    await stop(server);
    state.close();
  };
  const { live } = options;
  if (live) {
    try {
      workspace.gateway = await startGateway(live === true ? {} : live.hosts);
    } catch (error) {
      await close();
      throw error;
    }
  }

  return {
    url: workspace.url,
    token,
    controlToken: workspace.controlToken,
    workspaceId: world.workspaceId,
    journal: workspace.journal,
    addFault: (rule) => workspace.faults.add(rule),
    clearFaults: () => workspace.faults.clear(),
    addScript: (script) => workspace.scripts.add(script),
    clearScripts: () => workspace.scripts.clear(),
    set: (given) => setSwitches(workspace, checkSwitches({ ...given })),
    advance(ms) {
      workspace.clock.advance(ms);
      state.save("now");
    },
    addIdentity(identity) {
      addIdentity(world, checkIdentity(identity));
      state.save("now");
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Where clients on this machine find it; what stands for every interface is no address to call. */
function urlOf({ address, family, port }: AddressInfo): string {
  if (isAnyInterface(address)) return `http://127.0.0.1:${port}`;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}

function checkWorkspaceId(id: string): string {
  if (!/^[1-9]\d{0,18}$/.test(id)) {
    throw new TypeError(
      `workspaceId is ${JSON.stringify(id)}; allowed: a decimal number of at most 19 digits`,
    );
  }
  return id;
}

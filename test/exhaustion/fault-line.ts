import { Agent, Dispatcher } from "undici";
import type { Bench } from "../lifecycle/with-lifecycle";
import type { Befalls } from "./fault-kinds";

/** Which request of a run: the `nth` of this method and path, from 0. */
export interface Target {
  readonly method: string;
  /** With `*` for any run of characters, as in the emulator's rules. */
  readonly path: string;
  readonly nth: number;
}

interface Armed {
  readonly target: Target;
  readonly action: Befalls;
  readonly matches: RegExp;
  toPass: number;
  left: number;
}

const POLL_MS = 5;

/**
 * The line that a client's requests go over. Lets a fault befall one of them, or all from there on. A request that is
 * never answered costs no time: it is given up as soon as the server has it, and the clock says that the client has waited.
 */
export class FaultLine extends Dispatcher {
  private readonly agent = new Agent({ connections: 16 });
  private armed: Armed | undefined;
  private bench: Bench | undefined;

  attach(bench: Bench): void {
    this.bench = bench;
  }

  arm(target: Target, action: Befalls, times: number): void {
    const matches = new RegExp(`^${target.path.replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
    this.armed = { target, action, matches, toPass: target.nth, left: times };
    if (action.kind === "refused") return;
    const { method, path, nth } = target;
    this.bench?.emulator.addFault({ method, path, after: nth, times, action });
  }

  disarm(): void {
    this.armed = undefined;
    this.bench?.emulator.clearFaults();
    this.bench?.emulator.set({ failNextUpdate: null });
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const action = this.befalling(options);
    if (action?.kind === "refused") {
      const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
      handler.onResponseError?.(undefined as never, refused);
      return true;
    }
    return this.agent.dispatch(options, action?.kind === "hang" ? this.impatient(handler, options) : handler);
  }

  override async close(): Promise<void> {
    await this.agent.destroy();
  }

  private befalling({ method, path }: Dispatcher.DispatchOptions): Befalls | undefined {
    const { armed } = this;
    if (armed === undefined || armed.target.method !== method || armed.left === 0) return undefined;
    if (!armed.matches.test(decodeURIComponent(path.replace(/\?.*$/, "")))) return undefined;
    if (armed.toPass > 0) {
      armed.toPass -= 1;
      return undefined;
    }
    armed.left -= 1;
    return armed.action;
  }

  private impatient(
    handler: Dispatcher.DispatchHandler,
    { headersTimeout }: Dispatcher.DispatchOptions,
  ): Dispatcher.DispatchHandler {
    const bench = this.bench;
    const hung = () =>
      bench?.emulator.journal.entries().filter(({ fault }) => fault?.endsWith(":hang") === true);
    const before = hung()?.length ?? 0;
    return {
      onRequestStart(controller, context) {
        handler.onRequestStart?.(controller, context);
        const poll = setInterval(() => {
          if ((hung()?.length ?? 0) === before) return;
          clearInterval(poll);
          void bench?.clock.sleep(headersTimeout ?? 0);
          const error = Object.assign(new Error("Headers Timeout Error"), {
            code: "UND_ERR_HEADERS_TIMEOUT",
          });
          controller.abort(error);
        }, POLL_MS);
      },
      onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
    };
  }
}

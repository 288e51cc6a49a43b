import { fork, type ChildProcess } from "node:child_process";
import { dirname, join } from "node:path";
import { GATEWAY_PRELOAD } from "./gateway-preload";

const PACKAGE = "@portkey-ai/gateway";

/** It reads no file and calls nobody at its start; a machine under load takes seconds all the same. */
const START_TIMEOUT_MS = 60_000;

/** A gateway that speaks each provider's own API, in a process of its own on loopback. */
export interface Gateway {
  /** `http://127.0.0.1:port`. */
  url: string;
  /** Hosts whose requests go somewhere else, such as `api.openai.com` to `http://127.0.0.1:8080`. */
  hosts: Readonly<Record<string, string>>;
  close(): void;
}

/**
 * Starts the gateway.
 *
 * @throws Error when its package is not installed, or when it does not come up.
 */
export async function startGateway(hosts: Readonly<Record<string, string>> = {}): Promise<Gateway> {
  const child = fork(gatewayScript(), ["--headless"], {
    execArgv: ["--import", GATEWAY_PRELOAD],
    // Nothing of the user's environment but what reaches a provider: no keys, no proxies' secrets.
    env: {
      NODE_ENV: "production",
      EMULATOR_LIVE_HOSTS: JSON.stringify(hosts),
      ...(process.env.NODE_EXTRA_CA_CERTS && { NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS }),
    },
    // It prints a banner and clears the screen, and a request's failure with the request.
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  try {
    const url = `http://127.0.0.1:${await portOf(child)}`;
    // The emulator's own end is the child's: it must not be what keeps the process alive.
    child.unref();
    child.channel?.unref();
    return { url, hosts, close: () => void child.kill() };
  } catch (error) {
    child.kill();
    throw error;
  }
}

function gatewayScript(): string {
  try {
    return join(dirname(require.resolve(`${PACKAGE}/package.json`)), "build", "start-server.js");
  } catch {
    throw new Error(`calling providers needs the gateway ${PACKAGE}; install it: npm install ${PACKAGE}`);
  }
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => () => reject(new Error(`the gateway ${PACKAGE} ${what}`));
    const timer = setTimeout(fail(`did not start within ${START_TIMEOUT_MS / 1000} s`), START_TIMEOUT_MS);
    child.once("message", ({ port }: { port: number }) => {
      clearTimeout(timer);
      resolve(port);
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with exit code ${code}`)();
    });
  });
}

import { createRequire } from "node:module";
import type { Agent, Dispatcher } from "undici";
import { ExchangeFailed } from "./send";

/** Long enough for a slow VPN, short enough that a wrong address is noticed while one still looks at the terminal. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Between the polls of a wait the connection should stay open; servers and load balancers close after 60 s or more. */
const KEEP_ALIVE_MS = 30_000;

let agent: Dispatcher | undefined;

/**
 * The one pool of keep-alive connections of this process. HTTPS_PROXY, HTTP_PROXY and NO_PROXY count as usual; loopback
 * addresses never go through a proxy, as in Go and Python, so that an emulator is reached on any machine. A private CA
 * comes from NODE_EXTRA_CA_CERTS, which Node reads by itself.
 */
export function sharedAgent(): Dispatcher {
  agent ??= createAgent(process.env);
  return agent;
}

export function createAgent(environment: NodeJS.ProcessEnv): Dispatcher {
  const timeout = { timeout: CONNECT_TIMEOUT_MS };
  const httpProxy = proxyAddress(environment["http_proxy"] ?? environment["HTTP_PROXY"]);
  const httpsProxy = proxyAddress(environment["https_proxy"] ?? environment["HTTPS_PROXY"]);
  // HTTP/2 where the server has it; a proxy itself is asked for a tunnel in HTTP/1.1.
  const pool = { allowH2: true, connect: timeout, keepAliveTimeout: KEEP_ALIVE_MS };
  if (httpProxy === "" && httpsProxy === "") return new (agentAlone())(pool);
  const { EnvHttpProxyAgent } = load("undici") as typeof import("undici");
  return new EnvHttpProxyAgent({
    ...pool,
    requestTls: { ...timeout, allowH2: true },
    proxyTls: timeout,
    httpProxy,
    httpsProxy,
    noProxy: withLoopback(environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""),
  });
}

/** Loads with the first request, which many runs never send. */
const load = createRequire(__filename);

/**
 * What is used without a proxy, without the rest of undici (`fetch`, web sockets, caches): 23 files for 110, 8 ms of CPU for 45.
 * That file is no promise of undici's, so that the whole stands in where it is not there.
 */
function agentAlone(): typeof Agent {
  try {
    return load("undici/lib/dispatcher/agent.js") as typeof Agent;
  } catch {
    return (load("undici") as typeof import("undici")).Agent;
  }
}

/** As curl and Go do, takes `proxy.example:8080` for an http proxy. */
function proxyAddress(given = ""): string {
  if (given.trim() === "") return "";
  const address = given.includes("://") ? given.trim() : `http://${given.trim()}`;
  if (URL.canParse(address) && /^(https?|socks5?):/.test(address)) return address;
  // It may hold a password, so that it is not repeated.
  throw new ExchangeFailed(new Error("the proxy's address is not a URL"), false);
}

function withLoopback(noProxy: string): string {
  return noProxy.trim() === "*" ? "*" : [noProxy, "localhost", "127.0.0.1", "[::1]"].join(",");
}

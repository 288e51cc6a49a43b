import type { Dispatcher } from "undici";
import { ExchangeFailed } from "./send";

/** Long enough for a slow VPN, short enough that a wrong address is noticed while one still looks at the terminal. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Between the polls of a wait the connection should stay open; servers and load balancers close after 60 s or more. */
const KEEP_ALIVE_MS = 30_000;

let agent: Promise<Dispatcher> | undefined;

/**
 * The one pool of keep-alive connections of this process. HTTPS_PROXY, HTTP_PROXY and NO_PROXY count as usual; loopback
 * addresses never go through a proxy, as in Go and Python, so that an emulator is reached on any machine. A private CA
 * comes from NODE_EXTRA_CA_CERTS, which Node reads by itself.
 */
export function sharedAgent(): Promise<Dispatcher> {
  agent ??= createAgent(process.env);
  return agent;
}

export async function createAgent(environment: NodeJS.ProcessEnv): Promise<Dispatcher> {
  const timeout = { timeout: CONNECT_TIMEOUT_MS };
  const httpProxy = proxyAddress(environment["http_proxy"] ?? environment["HTTP_PROXY"]);
  const httpsProxy = proxyAddress(environment["https_proxy"] ?? environment["HTTPS_PROXY"]);
  // Loading takes a tenth of a second, which an update without requests need not spend.
  const { EnvHttpProxyAgent } = await import("undici");
  return new EnvHttpProxyAgent({
    // HTTP/2 where the server has it; the proxy itself is asked for a tunnel in HTTP/1.1.
    allowH2: true,
    connect: timeout,
    requestTls: { ...timeout, allowH2: true },
    proxyTls: timeout,
    keepAliveTimeout: KEEP_ALIVE_MS,
    httpProxy,
    httpsProxy,
    noProxy: withLoopback(environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""),
  });
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

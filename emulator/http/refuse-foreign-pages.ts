import { isIP } from "node:net";
import { hostname } from "node:os";
import type { MiddlewareHandler } from "hono";
import type { Env, Workspace } from "../workspace/workspace";
import { permissionDenied } from "./api-error";

/** Whether a host, without port and brackets, is this machine's own loopback. */
export function isLoopback(host: string): boolean {
  return (
    host === "localhost" || host.endsWith(".localhost") || /^127(\.\d{1,3}){3}$/.test(host) || host === "::1"
  );
}

/** Whether it is an address that stands for every interface of this machine. */
export const isAnyInterface = (host: string): boolean => ["0.0.0.0", "::"].includes(host);

/**
 * Refuses what a web page somewhere else may have sent through a browser on this machine. A name that is rebound to
 * 127.0.0.1 shows in `Host`; another site's script or form shows in `Origin`, which no other client sends.
 */
export function refuseForeignPages(workspace: Workspace): MiddlewareHandler<Env> {
  return async (context, next) => {
    const host = context.req.header("host");
    if (host !== undefined && !mayCallBy(withoutPort(host), workspace.hostNames)) {
      throw permissionDenied(
        `Host is ${JSON.stringify(host)}; allowed: a loopback name or one that the emulator was started with (--host, --allow-host).`,
      );
    }
    const origin = context.req.header("origin");
    if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
      throw permissionDenied(
        `Origin is ${JSON.stringify(origin)}; allowed: none, or the emulator's own. Pages of other sites may not call it.`,
      );
    }
    await next();
  };
}

function mayCallBy(host: string, given: readonly string[]): boolean {
  if (isLoopback(host) || given.includes(host)) return true;
  // Listening everywhere, it has as many addresses as interfaces. An address cannot be rebound, a name can.
  return given.some(isAnyInterface) && (isIP(host) !== 0 || host === hostname().toLowerCase());
}

function withoutPort(host: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(host.trim().toLowerCase()) ?? [];
  return bracketed ?? plain ?? host;
}

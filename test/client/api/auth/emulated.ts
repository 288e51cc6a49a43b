import { onTestFinished } from "vitest";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../../../emulator/index";
import {
  resolveConnection,
  type ConnectionContext,
  type ConnectionSettings,
} from "../../../../provider/client/api/connection";
import { HttpClient } from "../../../../provider/client/api/http-client";
import { HandClock } from "../hand-clock";
import { BARE } from "../serving";

/** An emulated workspace for one test, on a clock that the test moves for both sides. */
export async function emulated(switches: NonNullable<EmulatorOptions["switches"]> = {}) {
  const emulator = await startEmulator({ switches });
  onTestFinished(() => emulator.close());
  const clock = new HandClock(Date.now());
  return {
    emulator,
    clock,
    /** Time passes for the emulator and for the client. */
    pass(ms: number): void {
      emulator.advance(ms);
      clock.advance(ms);
    },
    signedIn(
      settings: ConnectionSettings,
      environment: NodeJS.ProcessEnv = {},
      context: ConnectionContext = {},
    ) {
      const connection = resolveConnection(
        { host: emulator.url, ...settings },
        { ...BARE, ...environment },
        { clock, ...context },
      );
      return new HttpClient(connection, { clock, random: () => 0.5 });
    },
  };
}

/** Whom the workspace takes the caller for. */
export async function whoami(client: HttpClient): Promise<string> {
  const { json } = await client.request("GET", "/api/2.0/preview/scim/v2/Me");
  return (json as { userName: string }).userName;
}

/** How often a token was fetched. */
export function tokenRequests(emulator: Emulator): number {
  return emulator.journal.entries().filter(({ path }) => path.endsWith("/token")).length;
}

/** An ID token of GitHub as the emulator reads them; nobody checks the signature here. */
export function idToken(claims: Record<string, unknown> = {}): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return [
    part({ alg: "RS256", typ: "JWT" }),
    part({
      iss: "https://token.actions.githubusercontent.com",
      sub: "repo:acme/infra:ref:refs/heads/main",
      exp: Math.floor(Date.now() / 1000) + 600,
      ...claims,
    }),
    "signature",
  ].join(".");
}

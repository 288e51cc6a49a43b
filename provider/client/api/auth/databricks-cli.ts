import { isAccountHost } from "../normalise-host";
import { findExecutable, interpreterLine } from "./find-executable";
import { runCli } from "./run-cli";
import type { SignInContext, SignInMethod } from "./sign-in";
import { signInFailed } from "./sign-in-failed";
import { TokenCache, type Token } from "./token-cache";

/**
 * Whoever is signed in to the Databricks CLI (`databricks auth login`).
 *
 * @see https://docs.databricks.com/dev-tools/auth/oauth-u2m
 */
export const databricksCli: SignInMethod = {
  name: "databricks-cli",
  offer(context) {
    const { settings, environment, clock } = context;
    const command = settings.values.databricksCliPath ?? "databricks";
    const file = findExecutable(command, environment);
    if (file === undefined) {
      return {
        whyNot: command === "databricks" ? "no `databricks` on the PATH" : `there is no program ${command}`,
      };
    }
    if (/python/i.test(interpreterLine(file))) {
      return {
        whyNot: `${file} is the old CLI in Python, which knows no \`auth token\`; install 0.205 or later`,
      };
    }
    const args = argumentsFor(context);
    const cache = new TokenCache(() => token(file, args, context), clock);
    return {
      certain: false,
      signIn: {
        source: `the Databricks CLI${settings.profile === undefined ? "" : `, profile ${settings.profile}`}`,
        authorization: async () => `Bearer ${await cache.get()}`,
        renew: () => cache.forget(),
      },
    };
  },
};

function argumentsFor({ settings, host }: SignInContext): string[] {
  if (settings.profile !== undefined) return ["--profile", settings.profile];
  const { accountId } = settings.values;
  const account = isAccountHost(host) && accountId !== undefined ? ["--account-id", accountId] : [];
  return ["--host", host, ...account];
}

async function token(file: string, args: string[], { environment }: SignInContext): Promise<Token> {
  const advice = `Sign in with \`databricks auth login ${args.join(" ")}\`.`;
  const { access_token: value, expiry } = await runCli(file, ["auth", "token", ...args], environment, advice);
  if (typeof value !== "string" || value === "") {
    throw signInFailed("`databricks auth token`", "its output holds no token", advice);
  }
  const end = Date.parse(String(expiry ?? ""));
  return Number.isNaN(end) ? { value } : { value, expiresAt: end };
}

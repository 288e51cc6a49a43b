import { send } from "../send";
import { sharedAgent } from "../shared-agent";
import { defaultUserAgent } from "../user-agent";
import { azureCloud, NOT_AZURE } from "./azure-cloud";
import { azureSignIn } from "./azure-sign-in";
import { findExecutable } from "./find-executable";
import { runCli } from "./run-cli";
import type { SignInContext, SignInMethod } from "./sign-in";
import type { Token } from "./token-cache";

const ADVICE = "Sign in with `az login`, to the tenant of the workspace.";

/**
 * Whoever is signed in to the Azure CLI.
 *
 * @see https://learn.microsoft.com/azure/databricks/dev-tools/auth/azure-cli
 */
export const azureCli: SignInMethod = {
  name: "azure-cli",
  offer(context) {
    const cloud = azureCloud(context);
    if (cloud === undefined) return { whyNot: NOT_AZURE };
    const az = findExecutable("az", context.environment);
    if (az === undefined) return { whyNot: "no `az` on the PATH" };
    let tenant: Promise<string | undefined> | undefined;
    const tokenFor = async (resource: string) => {
      tenant ??= tenantOf(context);
      return tokenFromCli(az, resource, await tenant, context);
    };
    return { certain: false, signIn: azureSignIn("the Azure CLI", cloud, tokenFor, context) };
  },
};

async function tokenFromCli(
  az: string,
  resource: string,
  tenant: string | undefined,
  { environment, settings }: SignInContext,
): Promise<Token> {
  const subscription = settings.values.azureWorkspaceResourceId?.split("/")[2];
  const base = ["account", "get-access-token", "--resource", resource, "--output", "json"];
  // The CLI takes one of the two. The last is for those who see the workspace but not its subscription, and for service
  // principals and managed identities that are signed in without a tenant.
  const forms = [
    ...(tenant === undefined ? [] : [[...base, "--tenant", tenant]]),
    ...(tenant === undefined && subscription ? [[...base, "--subscription", subscription]] : []),
    base,
  ];
  let answer: Record<string, unknown> | undefined;
  let first: unknown;
  for (const args of forms) {
    try {
      answer = await runCli(az, args, environment, ADVICE);
      break;
    } catch (error) {
      first ??= error;
    }
  }
  if (answer === undefined) throw first;
  const { accessToken, expires_on: epoch, expiresOn: local } = answer;
  if (typeof accessToken !== "string") throw first ?? new Error("az printed no access token");
  // `expires_on` is there since az 2.54; `expiresOn` is local time without a zone.
  const end = typeof epoch === "number" ? epoch * 1000 : Date.parse(String(local ?? ""));
  return Number.isNaN(end) ? { value: accessToken } : { value: accessToken, expiresAt: end };
}

/**
 * The tenant of the workspace: without it people with several tenants get a token of the wrong one. Only the address that
 * the login page redirects to tells it.
 */
async function tenantOf({ settings, host, dispatcher }: SignInContext): Promise<string | undefined> {
  const { azureTenantId } = settings.values;
  if (azureTenantId !== undefined) return azureTenantId;
  try {
    const { headers } = await send(
      {
        origin: host,
        method: "GET",
        path: "/aad/auth",
        headers: { "user-agent": defaultUserAgent },
        timeoutMs: 10_000,
      },
      dispatcher ?? sharedAgent(),
    );
    const [, tenant] = new URL(headers["location"] ?? "").pathname.split("/");
    return tenant !== undefined && /^[0-9a-f-]{36}$/i.test(tenant) ? tenant : undefined;
  } catch {
    // The CLI then uses its own default.
    return undefined;
  }
}

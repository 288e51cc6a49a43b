import type { Dispatcher } from "undici";
import { SIGN_IN_METHODS } from "./auth/methods";
import { SignInChain, type Candidate } from "./auth/sign-in-chain";
import type { SignInContext } from "./auth/sign-in";
import { systemClock, type Clock } from "./clock";
import { ConnectionError, type Untaken } from "./connection-error";
import type { ConnectionSettings, SettingName } from "./connection-settings";
import { normaliseHost } from "./normalise-host";
import { resolveSettings, type ResolvedSettings } from "./resolve-settings";

export type { ConnectionSettings } from "./connection-settings";

/** A workspace, and the credentials for it. */
export interface Connection {
  /** Scheme and name of the host, without a slash at the end. */
  readonly host: string;
  /** Databricks' name of the way to sign in: "pat", "oauth-m2m", … */
  readonly method: string;
  /** Where its credentials come from, for people. */
  readonly source: string;
  /** Value of the Authorization header. Cached, renewed before it ends. @throws ApiError */
  authorization(): Promise<string>;
  /** Headers that are needed besides it. */
  headers?(): Promise<Record<string, string>>;
  /** Forgets the cached token, after a 401. */
  renew(): void;
  /** Whether renewing can help. Default true. */
  readonly renewable?: boolean;
}

export interface ConnectionContext {
  clock?: Clock;
  /** What requests for tokens go through. Default: the pool of this process. */
  dispatcher?: Dispatcher;
  /** Where an explicit setting comes from, for people. Default: the provider's. */
  sourceOf?: (name: SettingName) => string;
}

/**
 * Finds host and credentials, as Databricks' unified authentication does. Touches no network: tokens are fetched when the
 * first request needs one.
 *
 * @throws ConnectionError with what was tried, why each did not apply, and the ways to give them
 */
export function resolveConnection(
  settings: ConnectionSettings,
  environment: NodeJS.ProcessEnv,
  { clock = systemClock, dispatcher, sourceOf }: ConnectionContext = {},
): Connection {
  const resolved = resolveSettings(settings, environment, sourceOf);
  const given = resolved.values.host;
  if (given === undefined) throw noHost(resolved);
  const host = normaliseHost(given, resolved.source("host"));
  const { workspaceId = host.workspaceId, accountId = host.accountId } = resolved.values;
  const context: SignInContext = {
    host: host.url,
    settings: {
      ...resolved,
      values: {
        ...resolved.values,
        ...(workspaceId === undefined ? {} : { workspaceId }),
        ...(accountId === undefined ? {} : { accountId }),
      },
    },
    environment,
    clock,
    dispatcher,
  };
  return new SignInChain(host.url, candidates(context), workspaceId);
}

function candidates(context: SignInContext): Candidate[] {
  const { authType } = context.settings.values;
  const methods = SIGN_IN_METHODS.filter(({ name }) => authType === undefined || name === authType);
  if (methods.length === 0) {
    throw new ConnectionError(
      `There is no way to sign in called ${JSON.stringify(authType)} (from ${context.settings.source("authType")}). There are ${SIGN_IN_METHODS.map(({ name }) => name).join(", ")}.`,
    );
  }
  const found: Candidate[] = [];
  const tried: Untaken[] = [];
  for (const method of methods) {
    const offer = method.offer(context);
    if ("whyNot" in offer) {
      tried.push({ method: method.name, why: offer.whyNot });
      continue;
    }
    found.push({ method: method.name, ...offer });
    if (offer.certain) return found;
  }
  if (found.length > 0) return found;
  const only =
    authType === undefined ? "" : ` by ${authType}, as ${context.settings.source("authType")} asks`;
  throw new ConnectionError(`Cannot sign in to ${context.host}${only}: no credentials.`, tried, WAYS);
}

const WAYS =
  "Give credentials in one of these ways: DATABRICKS_TOKEN; DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET; `databricks auth login`; a profile (DATABRICKS_CONFIG_PROFILE); `pulumi config set --secret databricks:token`; or a Provider resource.";

function noHost({ values, profile }: ResolvedSettings): ConnectionError {
  const azure =
    values.azureWorkspaceResourceId === undefined
      ? ""
      : " A workspace's Azure resource id alone is not enough: give its address too.";
  const read = profile === undefined ? "" : ` Profile ${profile} has no host.`;
  return new ConnectionError(
    `No Databricks host is given.${read}${azure} Give the workspace's address in one of these ways: DATABRICKS_HOST=https://…; a profile (DATABRICKS_CONFIG_PROFILE, or DEFAULT in ~/.databrickscfg); \`pulumi config set databricks:host https://…\`; or \`host\` of a Provider resource. Without a workspace, \`databricks-serving emulator\` gives one on this machine.`,
  );
}

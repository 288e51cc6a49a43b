import { exchangeIdToken } from "./exchange-id-token";
import { fetchJson } from "./fetch-token";
import type { SignInContext, SignInMethod } from "./sign-in";
import { signInFailed } from "./sign-in-failed";

const ALWAYS_SET = [
  "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI",
  "SYSTEM_TEAMPROJECTID",
  "SYSTEM_HOSTTYPE",
  "SYSTEM_PLANID",
  "SYSTEM_JOBID",
] as const;

/**
 * The ID token of an Azure Pipelines job, exchanged at the workspace.
 *
 * @see https://docs.databricks.com/dev-tools/auth/provider-azure-devops
 * @see https://learn.microsoft.com/rest/api/azure/devops/distributedtask/oidctoken/create
 */
export const azureDevopsOidc: SignInMethod = {
  name: "azure-devops-oidc",
  offer(context) {
    const { environment, settings } = context;
    const missing = ALWAYS_SET.find((name) => !environment[name]);
    if (missing !== undefined) return { whyNot: `not in an Azure Pipelines job (${missing})` };
    if (!environment["SYSTEM_ACCESSTOKEN"]) {
      return {
        whyNot: "the pipeline does not pass its token on (env: SYSTEM_ACCESSTOKEN: $(System.AccessToken))",
      };
    }
    return exchangeIdToken(
      {
        source: "Azure Pipelines",
        idToken: () => idToken(context),
        certain: settings.values.clientId !== undefined,
      },
      context,
    );
  },
};

async function idToken(context: SignInContext): Promise<string> {
  const [collection = "", project, hub, plan, job] = ALWAYS_SET.map((name) => context.environment[name]);
  const token = context.environment["SYSTEM_ACCESSTOKEN"] ?? "";
  const { oidcToken } = await fetchJson(
    {
      url: `${collection.replace(/\/+$/, "")}/${project}/_apis/distributedtask/hubs/${hub}/plans/${plan}/jobs/${job}/oidctoken?api-version=7.2-preview.1`,
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "content-length": "0",
      },
      advice: "Check that the job may use the pipeline's access token.",
      secrets: [token],
    },
    context,
  );
  if (typeof oidcToken === "string" && oidcToken !== "") return oidcToken;
  throw signInFailed("asking Azure Pipelines for an ID token", "the answer holds no token");
}

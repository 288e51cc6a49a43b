import { ApiError } from "../../client/api/api-error";
import type { ModelProviderServiceInputs } from "../../resources/model-provider-service";
import type { ModelServiceInputs } from "../../resources/model-service";
import { fullNameOf } from "../../resources/unity-catalog/names";
import type { Operation } from "../operation";
import { unifiedApi } from "./service-outputs";

type Destination = ModelServiceInputs["config"]["routing"]["destinations"][number];
type Fallback = NonNullable<
  NonNullable<ModelServiceInputs["config"]["routing"]["fallback"]>["destinations"]
>[number];

/** A new service is not known everywhere at once; this often it is asked again. */
const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 1000;

/** Sends the smallest request to each target of a provider service; answers what does not work. */
export async function verifyProviderService(
  { config }: ModelProviderServiceInputs,
  fullName: string,
  operation: Operation,
  deadline: number,
): Promise<string[]> {
  const { gateway } = operation.workspace;
  // Relayed calls carry the caller's own token, and there is none here.
  if ("anthropic" in config && config.anthropic.relayed !== undefined) return [];
  const failures = await Promise.all(
    (config.targets ?? []).map(({ model, nativeApiTypes }) =>
      answers(model, operation, deadline, () =>
        gateway.pingProvider(fullName, model, nativeApiTypes[0] ?? "", { deadline }),
      ),
    ),
  );
  return failures.flat();
}

/**
 * Sends the smallest request through a model service, then to each destination and fallback in turn: through the service
 * itself nobody can choose where a request goes, so that external models are asked through their provider service.
 */
export async function verifyModelService(
  { config }: ModelServiceInputs,
  fullName: string,
  operation: Operation,
  deadline: number,
): Promise<string[]> {
  const { gateway, modelServices } = operation.workspace;
  const supported = (await modelServices.get(fullName, { deadline }))?.answers.supportedApiTypes ?? [];
  const through = await answers(fullName, operation, deadline, () =>
    gateway.ping(fullName, unifiedApi(supported), { deadline }),
  );
  const { destinations, fallback } = config.routing;
  const failures: string[] = [];
  for (const destination of [...destinations, ...(fallback?.destinations ?? [])]) {
    failures.push(...(await verifyDestination(destination, operation, deadline)));
  }
  return [...through, ...failures];
}

async function verifyDestination(
  destination: Destination | Fallback,
  operation: Operation,
  deadline: number,
): Promise<string[]> {
  const { gateway, modelProviderServices } = operation.workspace;
  if ("payPerTokenConfig" in destination) {
    const model = fullNameOf(destination.payPerTokenConfig.model);
    return answers(destination.name, operation, deadline, () =>
      gateway.ping(model, "chat/completions", { deadline }),
    );
  }
  if (!("externalModelConfig" in destination)) return [];
  const { modelProviderService, target } = destination.externalModelConfig;
  const provider = fullNameOf(modelProviderService);
  const service = await modelProviderServices.get(provider, { deadline });
  const listed = service?.inputs.config?.targets?.find(({ model }) => model === target.model);
  const apiType = target.nativeApiTypes?.[0] ?? listed?.nativeApiTypes[0];
  if (apiType === undefined) return [];
  return answers(destination.name, operation, deadline, () =>
    gateway.pingProvider(provider, target.model, apiType, { deadline }),
  );
}

/** Why something does not answer, or nothing where it does. */
async function answers(
  what: string,
  { reporter, clock }: Operation,
  deadline: number,
  ask: () => Promise<unknown>,
): Promise<string[]> {
  reporter.progress(`verifying ${what} with a one-token request`);
  for (let attempt = 1; ; attempt++) {
    try {
      await ask();
      return [];
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const pause = FIRST_PAUSE_MS * 2 ** (attempt - 1);
      // Services and grants take minutes until every node of the gateway knows them.
      const unknownYet = error.category === "not-found" || /Nodes do not exist/.test(error.detail);
      if (!unknownYet || attempt >= ATTEMPTS || clock.now() + pause >= deadline) {
        return [`${what} does not answer: ${error.message}`];
      }
      await clock.sleep(pause);
    }
  }
}

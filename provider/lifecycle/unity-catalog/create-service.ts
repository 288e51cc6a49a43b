import { ApiError } from "../../client/api/api-error";
import type { SeenService } from "../../client/unity-catalog/services-client";
import type { ServiceInputs, ServiceState } from "../../resources/unity-catalog/service-kind";
import { MODEL_SERVICE, PROVIDER_SERVICE } from "../../resources/unity-catalog/service-kind";
import { withoutUnset } from "../../schema/plain-object";
import { beginCreate } from "../begin-create";
import type { Created } from "../created";
import { PartialFailure } from "../partial-failure";
import { adoptService } from "./adopt-service";
import { applyServicePlan } from "./apply-service-plan";
import { identityOfService, ownershipOfService } from "./own-service";
import { recogniseService } from "./recognise-service";
import { NameTaken, ServiceExists } from "./service-exists";
import { serviceOutputs } from "./service-outputs";
import type { ServiceScope } from "./service-scope";

/** How often a create whose fate is not known is looked after, and sent again where nothing was created. */
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 250;

/**
 * Creates a service. A lost reply, or a run after a kill, finds its own service again and goes on; grants follow.
 *
 * @throws ServiceExists, NameTaken where the name is not free
 * @throws PartialFailure where the service exists, or may exist, and something after that failed
 */
export async function createService<Inputs extends ServiceInputs>(
  scope: ServiceScope<Inputs>,
  inputs: Inputs,
): Promise<Created<ServiceState<Inputs>>> {
  const { kind, client, operation, deadline } = scope;
  const { claims, workspace } = operation;
  const fullName = kind.fullName(inputs);
  if (inputs.adopt === true || inputs.providerConfig?.workspaceId !== undefined) {
    const existing = await client.get(fullName, { deadline });
    ownershipOfService(kind, fullName, { providerConfig: inputs.providerConfig }, existing, workspace);
    if (inputs.adopt === true && existing !== undefined) return adoptService(scope, inputs, existing);
  }
  let seen: SeenService<Inputs>;
  try {
    seen = await postService(scope, inputs, fullName);
  } catch (error) {
    const own = error instanceof ServiceExists ? await replacedByForce(scope, fullName) : undefined;
    if (own === undefined) throw error;
    return adoptService(scope, inputs, own);
  }
  claims.add(identityOfService(seen));
  // Grants and verification are an update of what was made, by the same plan as any other.
  const { grants: _, verify: __, ...posted } = inputs;
  const done = serviceOutputs(kind, posted as unknown as ServiceState<Inputs>, seen, workspace);
  return { id: seen.fullName, outputs: await applyServicePlan(scope, done, inputs, seen) };
}

/**
 * The service where it is the one that state holds for this very resource: it is to be replaced by force, and the new one is
 * made first, for the sake of those that use it. Then it is kept, and brought to the inputs.
 */
async function replacedByForce<Inputs extends ServiceInputs>(
  { kind, client, operation, deadline }: ServiceScope<Inputs>,
  fullName: string,
): Promise<SeenService<Inputs> | undefined> {
  const held = await operation.held?.();
  const known = held?.outputs as ServiceState<Inputs> | undefined;
  if (known?.createTime === undefined || held?.id !== fullName) return undefined;
  const seen = await client.get(fullName, { deadline });
  return ownershipOfService(kind, fullName, known, seen, operation.workspace) === "same" ? seen : undefined;
}

/** Sends the request until there is a service that is surely ours, and answers what the server says of it. */
async function postService<Inputs extends ServiceInputs>(
  scope: ServiceScope<Inputs>,
  inputs: Inputs,
  fullName: string,
): Promise<SeenService<Inputs>> {
  const { kind, client, operation, deadline } = scope;
  const { clock, reporter, workspace } = operation;
  const begun = beginCreate(fullName, operation);
  let unclear = false;
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.create(inputs, { deadline });
    } catch (error) {
      const taken = error instanceof ApiError && error.category === "already-exists";
      if (!(error instanceof ApiError) || (error.fate !== "unknown" && !taken)) {
        if (!unclear) begun.failed(error);
        throw error;
      }
      unclear ||= error.fate === "unknown";
      const existing = await lookAfter(scope, inputs, fullName, error, unclear);
      if (existing !== undefined) {
        // A first attempt that finds the name taken can only be ours if an earlier run began it.
        const since = unclear ? (begun.before ?? begun.at) : begun.before;
        const recognition = await recogniseService(kind, existing, inputs, since, operation);
        if (!recognition.ours) {
          begun.forget();
          throw new ServiceExists(kind, fullName, workspace.host, recognition.because);
        }
        reporter.info(
          `Found the ${kind.word} ${JSON.stringify(fullName)} that an earlier request of this resource created.`,
        );
        return existing;
      }
      if (taken) {
        begun.forget();
        const other = kind.type === "ModelService" ? PROVIDER_SERVICE : MODEL_SERVICE;
        throw new NameTaken(kind, other, fullName, workspace.host);
      }
      const pause = FIRST_PAUSE_MS * 2 ** attempt;
      if (attempt >= ATTEMPTS || clock.now() + pause >= deadline) throw error;
      reporter.progress("the fate of the create is not known and there is no service: sending it again");
      await clock.sleep(pause);
    }
  }
}

/** What there is under the name; where nobody can tell, state keeps the service, so that a later run goes on looking. */
async function lookAfter<Inputs extends ServiceInputs>(
  { kind, client, deadline }: ServiceScope<Inputs>,
  inputs: Inputs,
  fullName: string,
  failure: ApiError,
  unclear: boolean,
): Promise<SeenService<Inputs> | undefined> {
  try {
    return await client.get(fullName, { deadline });
  } catch (error) {
    if (!unclear) throw error;
    const reason =
      `${failure.message} Whether there is a ${kind.word} ${JSON.stringify(fullName)} now could not be found out: ` +
      `${(error as Error).message} It is kept in the state; the next \`pulumi up\` looks again, and goes on.`;
    throw new PartialFailure(fullName, withoutUnset({ ...inputs }), [reason], { cause: error });
  }
}

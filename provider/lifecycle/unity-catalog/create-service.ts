import type { SeenService } from "../../client/unity-catalog/services-client";
import type { ServiceInputs, ServiceState } from "../../resources/unity-catalog/service-kind";
import { MODEL_SERVICE, PROVIDER_SERVICE } from "../../resources/unity-catalog/service-kind";
import { createOnce } from "../create-once";
import type { Created } from "../created";
import { adoptService } from "./adopt-service";
import { applyServicePlan } from "./apply-service-plan";
import { identityOfService, ownershipOfService } from "./own-service";
import { recogniseService } from "./recognise-service";
import { NameTaken, ServiceExists } from "./service-exists";
import { serviceOutputs } from "./service-outputs";
import type { ServiceScope } from "./service-scope";

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
  const held = (await operation.held?.()) ?? [];
  const known = held
    .filter(({ id }) => id === fullName)
    .map(({ outputs }) => outputs as ServiceState<Inputs>)
    .find(({ createTime }) => createTime !== undefined);
  if (known === undefined) return undefined;
  const seen = await client.get(fullName, { deadline });
  return ownershipOfService(kind, fullName, known, seen, operation.workspace) === "same" ? seen : undefined;
}

/** Sends the request until there is a service that is surely ours, and answers what the server says of it. */
function postService<Inputs extends ServiceInputs>(
  { kind, client, operation, deadline }: ServiceScope<Inputs>,
  inputs: Inputs,
  fullName: string,
): Promise<SeenService<Inputs>> {
  const { host } = operation.workspace;
  const other = kind.type === "ModelService" ? PROVIDER_SERVICE : MODEL_SERVICE;
  return createOnce(
    {
      name: fullName,
      word: kind.word,
      inputs,
      deadline,
      send: () => client.create(inputs, { deadline }),
      find: () => client.get(fullName, { deadline }),
      recognise: (seen, since) => recogniseService(kind, seen, inputs, since, operation),
      alreadyExists: (because) => new ServiceExists(kind, fullName, host, because),
      takenByAnother: () => new NameTaken(kind, other, fullName, host),
    },
    operation,
  );
}

import type { SeenService } from "../../client/unity-catalog/services-client";
import { planService } from "../../plan/plan-service";
import type { ServiceInputs, ServiceState } from "../../resources/unity-catalog/service-kind";
import { withoutHidden } from "../../schema/without-fields";
import type { Created } from "../created";
import { applyServicePlan } from "./apply-service-plan";
import { identityOfService } from "./own-service";
import { projectService, serviceOutputs } from "./service-outputs";
import type { ServiceScope } from "./service-scope";

/** An existing service cannot be brought to the inputs without being replaced, and adopting must not delete anything. */
class ServiceAdoptionRefused extends Error {
  override readonly name = "ServiceAdoptionRefused";
}

/**
 * Takes over a service that exists, and brings it to the inputs.
 *
 * @param seen the service as it is now
 * @throws ServiceAdoptionRefused where it differs in what cannot be changed
 */
export async function adoptService<Inputs extends ServiceInputs>(
  scope: ServiceScope<Inputs>,
  inputs: Inputs,
  seen: SeenService<Inputs>,
): Promise<Created<ServiceState<Inputs>>> {
  const { kind, operation } = scope;
  const { workspace, reporter, claims } = operation;
  // What the API hides may be anything on a service that we did not make, so that it is sent. What it grants is looked up.
  const { grants: _, verify: __, ...visible } = withoutHidden(kind.inputs, inputs) as Inputs;
  const olds = projectService(kind, seen, visible as Partial<Inputs>) as ServiceState<Inputs>;
  const { replacements } = planService(kind, olds, inputs);
  if (replacements.length > 0) {
    const obstacles = replacements.map(({ path, reason }) => `  - ${path}: ${reason}`);
    throw new ServiceAdoptionRefused(
      [
        `The ${kind.word} ${JSON.stringify(seen.fullName)} on ${workspace.host} differs from this resource in what cannot be changed, so that it is not adopted:`,
        ...obstacles,
        "Write what the service has there, or give this resource another name.",
      ].join("\n"),
    );
  }
  reporter.info(`Adopted the existing ${kind.word} ${JSON.stringify(seen.fullName)}.`);
  claims.add(identityOfService(seen));
  const done = serviceOutputs(kind, olds, seen, workspace);
  return { id: seen.fullName, outputs: await applyServicePlan(scope, done, inputs, seen) };
}

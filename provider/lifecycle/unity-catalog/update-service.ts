import { planService } from "../../plan/plan-service";
import type { ServiceInputs, ServiceState } from "../../resources/unity-catalog/service-kind";
import { withoutUnset } from "../../schema/plain-object";
import { settle } from "../settle";
import { adoptService } from "./adopt-service";
import { applyServicePlan } from "./apply-service-plan";
import { createService } from "./create-service";
import { ownershipOfService, ServiceMissing, ServiceRemade } from "./own-service";
import { recogniseService } from "./recognise-service";
import type { ServiceScope } from "./service-scope";

/**
 * Updates a service: only what changed. One look before tells whose service it is now, and which version it has.
 *
 * @returns outputs for state
 * @throws AnotherMetastore, ServiceRemade, ServiceMissing before anything is sent
 * @throws PartialFailure with what is done so far
 */
export async function updateService<Inputs extends ServiceInputs>(
  scope: ServiceScope<Inputs>,
  olds: ServiceState<Inputs>,
  news: Inputs,
): Promise<ServiceState<Inputs>> {
  const { kind, client, operation, deadline } = scope;
  const { workspace } = operation;
  if (olds.createTime === undefined) return resumeCreate(scope, olds, news);
  const plan = planService(kind, olds, news);
  const verifies = news.verify === true && olds.verify !== true;
  if (plan.changes.length === 0 && !plan.grants && !verifies) {
    return withoutUnset(settle(olds, news, plan.recorded));
  }
  const fullName = kind.fullName(news);
  const seen = await client.get(fullName, { deadline });
  const known = { ...olds, providerConfig: news.providerConfig };
  const ownership = ownershipOfService(kind, fullName, known, seen, workspace);
  if (seen === undefined) throw new ServiceMissing(kind, fullName, workspace.host);
  if (ownership === "same") return applyServicePlan(scope, olds, news, seen);
  if (news.adopt === true) return (await adoptService(scope, news, seen)).outputs;
  throw new ServiceRemade(
    kind,
    olds,
    seen,
    "To take this one over, run `pulumi refresh`, or set adopt: true; else give this resource another name.",
  );
}

/**
 * The reply to its create was lost, and nobody could look: it may or may not be there. It is told by what was asked then,
 * which the program may have changed since.
 */
async function resumeCreate<Inputs extends ServiceInputs>(
  scope: ServiceScope<Inputs>,
  olds: ServiceState<Inputs>,
  news: Inputs,
): Promise<ServiceState<Inputs>> {
  const { kind, client, operation, deadline } = scope;
  const { createRecords, urn, workspace } = operation;
  const fullName = kind.fullName(news);
  const since = createRecords.find(urn, fullName, workspace.host)?.begunAt;
  const seen = await client.get(fullName, { deadline });
  if (seen !== undefined && (await recogniseService(kind, seen, olds as Inputs, since, operation)).ours) {
    return (await adoptService(scope, news, seen)).outputs;
  }
  return (await createService(scope, news)).outputs;
}

import type { SeenService } from "../../client/unity-catalog/services-client";
import { planService } from "../../plan/plan-service";
import { fewOf } from "../../plan/update-requests";
import type {
  ServiceInputName,
  ServiceInputs,
  ServiceState,
} from "../../resources/unity-catalog/service-kind";
import { withoutUnset } from "../../schema/plain-object";
import { PartialFailure } from "../partial-failure";
import { settle } from "../settle";
import { patchService } from "./patch-service";
import { setGrants } from "./service-grants";
import { serviceOutputs } from "./service-outputs";
import type { ServiceScope } from "./service-scope";

/** Inputs that one PATCH settles. */
const PATCHED = ["comment", "config", "credentialsVersion"] as const;

/**
 * Makes the calls that bring a service from what state holds to new inputs. What is done is kept when a later call fails,
 * and the next run does the rest.
 *
 * @param seen the service as it is now
 * @returns outputs for state
 * @throws PartialFailure with what is done so far
 */
export async function applyServicePlan<Inputs extends ServiceInputs>(
  scope: ServiceScope<Inputs>,
  olds: ServiceState<Inputs>,
  news: Inputs,
  seen: SeenService<Inputs>,
): Promise<ServiceState<Inputs>> {
  const { kind, operation } = scope;
  const { workspace, reporter } = operation;
  const plan = planService(kind, olds, news);
  const settled = (state: ServiceState<Inputs>, inputs: readonly ServiceInputName[]): ServiceState<Inputs> =>
    settle(state, news, inputs as (keyof Inputs & string)[]);
  let outputs = settle(
    olds,
    news,
    plan.recorded.filter((input) => input !== "verify"),
  );
  const step = async (what: string, run: () => Promise<void>): Promise<void> => {
    reporter.progress(what);
    await run().catch((error: unknown) => {
      const reasons = [`${what}: ${(error as Error).message}`];
      throw new PartialFailure(seen.fullName, withoutUnset(outputs), reasons, { cause: error });
    });
  };
  if (plan.changes.length > 0) {
    const fields = plan.changes.flatMap(({ paths }) => paths);
    await step(`Updating ${fewOf(fields)}`, async () => {
      const patched = await patchService(scope, outputs, news, seen);
      outputs = serviceOutputs(kind, settled(outputs, PATCHED), patched, workspace);
    });
  }
  const { grants } = news;
  if (plan.grants && grants !== undefined) {
    await step("Updating grants", () => setGrants(scope, seen.fullName, grants));
  }
  outputs = settled(outputs, ["grants"]);
  if (news.verify === true && (plan.changes.length > 0 || olds.verify !== true)) {
    const { verify: _, ...unverified } = outputs;
    outputs = unverified as ServiceState<Inputs>;
    await step("Verifying", async () => {
      const failures = await scope.verify(news, seen.fullName);
      if (failures.length > 0) throw new Error(failures.join("\n"));
    });
  }
  return withoutUnset(settled(outputs, ["verify"]));
}

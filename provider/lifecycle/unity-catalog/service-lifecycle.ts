import { checkModelProviderService } from "../../check/unity-catalog/check-model-provider-service";
import { checkModelService } from "../../check/unity-catalog/check-model-service";
import type { Checked } from "../../check/checked";
import { planService, servicePlanChanges, willUpdateService } from "../../plan/plan-service";
import type { ServicesClient } from "../../client/unity-catalog/services-client";
import type { Workspace } from "../../client/workspace";
import {
  MODEL_SERVICE,
  PROVIDER_SERVICE,
  type ServiceInputs,
  type ServiceKind,
  type ServiceState,
} from "../../resources/unity-catalog/service-kind";
import type { Fields } from "../../schema/plain-object";
import type { Problem } from "../../schema/problem";
import { forgetCreate } from "../begin-create";
import { deadlineOf } from "../deadline";
import type { Operation } from "../operation";
import type { Preflight } from "../preflight/preflight";
import { preflightModelService } from "../preflight/preflight-model-service";
import { preflightProviderService } from "../preflight/preflight-provider-service";
import type { ResourceLifecycle } from "../resource-lifecycle";
import { createService } from "./create-service";
import { claimOfService } from "./own-service";
import { deleteService } from "./delete-service";
import { readService } from "./read-service";
import type { ServiceScope } from "./service-scope";
import { updateService } from "./update-service";
import { verifyModelService, verifyProviderService } from "./verify-services";

/** What of a service's life differs between the kinds. */
interface KindOfLife<Inputs extends ServiceInputs> {
  readonly kind: ServiceKind<Inputs>;
  readonly client: (workspace: Workspace) => ServicesClient<Inputs>;
  check(news: Fields): Checked<Inputs>;
  preflight(
    olds: ServiceState<Inputs>,
    news: Inputs,
    operation: Operation,
    preflight: Preflight,
  ): Promise<Problem[]>;
  verify(inputs: Inputs, fullName: string, operation: Operation, deadline: number): Promise<string[]>;
}

function serviceLifecycle<Inputs extends ServiceInputs>({
  kind,
  client,
  check,
  preflight,
  verify,
}: KindOfLife<Inputs>): ResourceLifecycle<Inputs, ServiceState<Inputs>> {
  const scopeOf = (
    operation: Operation,
    purpose: "create" | "update" | "delete",
    inputs: Pick<ServiceState<Inputs>, "timeouts">,
  ): ServiceScope<Inputs> => {
    const deadline = deadlineOf(purpose, inputs, operation.clock);
    return {
      kind,
      client: client(operation.workspace),
      operation,
      deadline,
      verify: (given, fullName) => verify(given, fullName, operation, deadline),
    };
  };
  return {
    check: (_olds, news) => check(news),
    preflight,

    diff(olds, news) {
      const plan = planService(kind, olds, news);
      const sameName = plan.replacements.every(({ input }) => input === "config");
      return {
        changes: servicePlanChanges(plan),
        replaces: plan.replacements,
        deleteBeforeReplace: plan.replacements.length > 0 && sameName,
        will: willUpdateService(plan),
      };
    },

    claimsOf: ({ metastoreId, createTime, fullName }) =>
      createTime === undefined || fullName === undefined
        ? []
        : [claimOfService(metastoreId, fullName, createTime)],

    create: (inputs, operation) => createService(scopeOf(operation, "create", inputs), inputs),

    async read(id, last, operation) {
      const found = await readService(scopeOf(operation, "update", last), id, last);
      forgetCreate(id, operation);
      return found;
    },

    async update(id, olds, news, operation) {
      if (olds.createTime !== undefined) forgetCreate(id, operation);
      return updateService(scopeOf(operation, "update", news), olds, news);
    },

    delete: (id, olds, operation) => deleteService(scopeOf(operation, "delete", olds), id, olds),
  };
}

/** The life of a model provider service. */
export const modelProviderServiceLifecycle = serviceLifecycle({
  kind: PROVIDER_SERVICE,
  client: ({ modelProviderServices }) => modelProviderServices,
  check: checkModelProviderService,
  preflight: preflightProviderService,
  verify: verifyProviderService,
});

/** The life of a model service. */
export const modelServiceLifecycle = serviceLifecycle({
  kind: MODEL_SERVICE,
  client: ({ modelServices }) => modelServices,
  check: checkModelService,
  preflight: preflightModelService,
  verify: verifyModelService,
});

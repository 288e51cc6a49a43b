import type { ServicesClient } from "../../client/unity-catalog/services-client";
import type { ServiceInputs, ServiceKind } from "../../resources/unity-catalog/service-kind";
import type { Operation } from "../operation";

/** What an operation on a service works with. */
export interface ServiceScope<Inputs extends ServiceInputs> {
  readonly kind: ServiceKind<Inputs>;
  readonly client: ServicesClient<Inputs>;
  readonly operation: Operation;
  readonly deadline: number;
  /** Sends the smallest requests that show whether the service works; answers what does not. */
  verify(inputs: Inputs, fullName: string): Promise<string[]>;
}

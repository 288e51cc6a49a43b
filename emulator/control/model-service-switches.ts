import type { ChangedRefusals } from "../unity-catalog/refusals";

/** Behaviour of Unity Catalog and of model services that differs between workspaces or is not documented. */
export interface ModelServiceSwitches {
  /**
   * Changes to how requests are refused, by the refusal's name: any of `status`, `errorCode` and `message`. Hardly any of
   * them is documented.
   */
  refusals: ChangedRefusals;
  /** Whether Unity Catalog keeps names in lower case and finds them in any, as it is documented to for tables. */
  lowerCaseNames: boolean;
  /** Cloud of the workspace, which decides about service credentials of providers; null: all three at once. */
  cloud: "aws" | "azure" | "gcp" | null;
  /** Whether an update may change how a provider service signs in. Documented to depend on "feature availability". */
  signInMayChange: boolean;
  /** An inference table whose name is taken: refused, or logged to. */
  inferenceTableTaken: "refuse" | "reuse";
  /** A `traffic_percentage` on a fallback destination, which means nothing there. */
  fallbackPercentage: "keep" | "refuse";
  /** Deleting a provider service that model services stand on: their destinations show `is_deleted`, or it is refused. */
  deleteUsedProvider: "allow" | "refuse";
  /** Whether a destination follows what it was resolved to, or takes whatever has its name now. */
  destinationsFollow: "id" | "name";
  /** A request that falls to a destination whose backing was deleted: refused, or sent to the fallbacks. */
  deletedDestination: "refuse" | "fall-back";
  /** A request to a service whose inference table was deleted: answered without a trace, or refused. */
  deletedInferenceTable: "answer" | "refuse";
  /** Services in a page where a request does not say, and the most with `view=FULL`; BASIC takes five times as many. */
  servicesPerPage: number;
}

export const modelServiceSwitches: Readonly<ModelServiceSwitches> = {
  refusals: {},
  lowerCaseNames: true,
  cloud: null,
  signInMayChange: true,
  inferenceTableTaken: "refuse",
  fallbackPercentage: "keep",
  deleteUsedProvider: "allow",
  destinationsFollow: "id",
  deletedDestination: "refuse",
  deletedInferenceTable: "answer",
  servicesPerPage: 200,
};

import * as z from "zod";
import { keyedBy, renewed, replaces, updatedBy } from "../schema/field-facts";
import { defineResource } from "../schema/define-resource";
import { ownSettings } from "./own-settings";
import { workspaceIdentity } from "./workspace-identity";

const inputs = z.strictObject({
  /** Name of the endpoint whose traffic is split. A change replaces; the old endpoint's traffic stays as it is. */
  endpoint: replaces("the split of another endpoint is another split", z.string().min(1)),
  /** The share of each served model; all sum to 100. A model that is not named gets 0 %. Order means nothing. */
  routes: updatedBy(
    "putConfig",
    keyedBy(
      ["servedModelName"],
      z.array(
        z.strictObject({
          /** Name of the served model. */
          servedModelName: z.string().min(1),
          /** Share of the traffic, in whole percent, 0 to 100. */
          trafficPercentage: z.int().min(0).max(100),
        }),
      ),
    ),
  ),
  /** How long to wait for each operation before giving up; nothing is lost then, the next `up` goes on. */
  timeouts: ownSettings.timeouts,
  /** Whether a preview looks at the workspace for what would fail later: whether endpoint and models are there. Default `true`. */
  preflight: ownSettings.preflight,
});

const outputs = z.object({
  ...workspaceIdentity,
  /** Id of the endpoint: a new one each time an endpoint of this name is created. */
  endpointId: z.string().optional(),
  /** Number of the endpoint's config that serves. */
  configVersion: renewed("each config has a number", z.number().optional()),
  /** Whether the endpoint's config is being rolled out. */
  state: renewed(
    "an update rolls out",
    z.object({
      /** `NOT_UPDATING`, `IN_PROGRESS`, `UPDATE_FAILED` or `UPDATE_CANCELED`. */
      configUpdate: z.string().optional(),
    }),
  ),
});

/**
 * The routes of one endpoint, by served model: canary steps are edits of it.
 *
 * @see https://docs.databricks.com/api/workspace/servingendpoints/updateconfig
 */
export const trafficSplit = defineResource({ type: "TrafficSplit", inputs, outputs });

/** What a program says of a traffic split. */
export type TrafficSplitInputs = z.output<typeof inputs>;

/** What the workspace answers on top of the inputs. */
export type TrafficSplitAnswers = z.output<typeof outputs>;

/** What state holds of a traffic split. */
export type TrafficSplitState = Partial<TrafficSplitInputs> & Partial<TrafficSplitAnswers>;

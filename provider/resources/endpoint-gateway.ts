import * as z from "zod";
import { defineResource } from "../schema/define-resource";
import { local, replaces, updatedBy } from "../schema/field-facts";
import { aiGateway } from "./ai-gateway";
import { ownSettings } from "./own-settings";
import { servingEndpoint } from "./serving-endpoint";
import { workspaceIdentity } from "./workspace-identity";

const { accessControlList } = servingEndpoint.inputs.shape;

/** What is governed, as far as the program says it. */
const settings = {
  /** Limits, guardrails, logging and fallback between callers and models. Sent whole: what is left out is switched off. Default: left as it is. */
  aiGateway: updatedBy("putAiGateway", aiGateway.optional()),
  /** Who may do what with the endpoint. What is not listed is withdrawn; the caller always keeps `CAN_MANAGE`. Default: left as it is. */
  accessControlList,
};

const inputs = z.strictObject({
  /** Name of the endpoint, which somebody else owns: another team, or the platform (`databricks-…`). A change replaces. */
  endpoint: replaces("the gateway of another endpoint is another gateway", z.string().min(1)),
  ...settings,
  /**
   * What happens to the endpoint when this resource goes: `restore` puts back what was there before it came, `keep` leaves
   * the settings. Default `restore`.
   */
  onDelete: local("it counts when the resource goes", z.enum(["restore", "keep"]).optional()),
  /** How long to wait for each operation before giving up; nothing is lost then, the next `up` goes on. */
  timeouts: ownSettings.timeouts,
  /** Whether a preview looks at the workspace for what would fail later: the endpoint, the right to manage it. Default `true`. */
  preflight: ownSettings.preflight,
});

const outputs = z.object({
  ...workspaceIdentity,
  /** Id of the endpoint: a new one each time an endpoint of this name is created. */
  endpointId: z.string().optional(),
  /** What was there before the resource came, for each setting that it governs; `restore` puts it back. */
  previous: z
    .object({
      /** The AI gateway. */
      aiGateway: settings.aiGateway,
      /** The permissions on the endpoint itself. */
      accessControlList: settings.accessControlList,
    })
    .optional(),
});

/**
 * Gateway settings and permissions of an endpoint that somebody else owns.
 *
 * @see https://docs.databricks.com/api/workspace/servingendpoints/putaigateway
 */
export const endpointGateway = defineResource({ type: "EndpointGateway", inputs, outputs });

/** What a user writes for the gateway of an endpoint. */
export type EndpointGatewayArguments = z.input<typeof inputs>;

/** What a program says of the gateway of an endpoint, checked. */
export type EndpointGatewayInputs = z.output<typeof inputs>;

/** What the workspace answers on top of the inputs. */
export type EndpointGatewayAnswers = z.output<typeof outputs>;

/** What state holds of the gateway of an endpoint. */
export type EndpointGatewayState = Partial<EndpointGatewayInputs> & Partial<EndpointGatewayAnswers>;

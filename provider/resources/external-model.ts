import * as z from "zod";
import { ENTITY_NAME } from "./endpoint-config";
import { externalModelFields } from "./external-model-fields";
import { notReadBack, replaces, updatedBy } from "../schema/field-facts";
import { objectOptions } from "../schema/schema-walk";
import { ownSettings } from "./own-settings";

/** What an attached model says beside the fields of the external model itself. */
export const attachment = {
  /** Name of the endpoint that serves the model. A change replaces: the new one is attached before the old one goes. */
  endpoint: replaces("a model on another endpoint is another served model", z.string().min(1)),
  /**
   * Name of the served model, unique on the endpoint: letters, digits, `-` and `_`, at most 63. A change replaces, the new
   * one before the old one. Default: the model's name with `.` and `:` as `-`.
   */
  servedModelName: replaces(
    "the name identifies a served model",
    z.string().regex(ENTITY_NAME, { error: "1 to 63 letters, digits, dashes and underscores" }).optional(),
  ),
  ...ownSettings,
  /** Plaintext credentials, by path; the SDK moves them here, and an attached model takes none. */
  secretValues: updatedBy(
    "putConfig",
    notReadBack("the API never shows a plaintext credential", z.record(z.string(), z.string()).optional()),
  ),
};

const [first, ...others] = objectOptions(externalModelFields).map((option) => option.extend(attachment));
if (first === undefined) throw new Error("There are no providers of external models.");

/**
 * One model served by an endpoint that another resource or stack owns.
 *
 * @see https://docs.databricks.com/api/workspace/servingendpoints/updateconfig
 */
export const externalModel = {
  type: "ExternalModel",
  /** A union by `provider`, as the external model of an endpoint is; typed by `ExternalModelInputs`. */
  inputs: z.discriminatedUnion("provider", [first, ...others]),
  outputs: z.object({
    /** URL that requests to this one model are sent to. */
    invocationUrl: z.string(),
    /** Base URL for OpenAI clients; the model's name is then the endpoint's, and its traffic split applies. */
    openaiBaseUrl: z.string(),
    /** Number of the endpoint's config that serves. */
    configVersion: z.number().optional(),
    /** Whether the endpoint's config is being rolled out. */
    state: z.object({
      /** `NOT_UPDATING`, `IN_PROGRESS`, `UPDATE_FAILED` or `UPDATE_CANCELED`. */
      configUpdate: z.string().optional(),
    }),
  }),
};

/** What a user writes for an attached model, beside the fields of the external model itself. */
export type AttachmentInputs = z.input<z.ZodObject<typeof attachment>>;

import * as z from "zod";
import { entityNameText } from "./endpoint-config";
import { externalModelFields, type ExternalModelFields } from "./external-model-fields";
import { renewed, replaces, updatedBy } from "../schema/field-facts";
import { objectOptions } from "../schema/schema-walk";
import { ownSettings } from "./own-settings";
import { workspaceIdentity } from "./workspace-identity";

/** What an attached model says beside the fields of the external model itself. */
export const attachment = {
  /**
   * Name of the endpoint that serves the model. A change replaces: the old model goes first, unless the option
   * `deleteBeforeReplace` is `false`.
   */
  endpoint: replaces("a model on another endpoint is another served model", z.string().min(1)),
  /**
   * Name of the served model, unique on the endpoint: letters, digits, `-` and `_`, at most 63. A change replaces: the
   * old model goes first, unless the option `deleteBeforeReplace` is `false`. Default: the model's name with `.` and `:` as `-`.
   */
  servedModelName: replaces("the name identifies a served model", entityNameText().optional()),
  ...ownSettings,
};

/** What the model itself is, the endpoint's config says. */
const writtenWithConfig = (shape: z.ZodRawShape): [string, z.ZodType][] =>
  Object.entries(shape).map(([field, schema]) => [field, updatedBy("putConfig", schema as z.ZodType)]);

const [first, ...others] = objectOptions(externalModelFields).map(({ shape }) =>
  z.strictObject({ ...Object.fromEntries(writtenWithConfig(shape)), ...attachment }),
);
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
    ...workspaceIdentity,
    /** Id of the endpoint: a new one each time an endpoint of this name is created. */
    endpointId: z.string().optional(),
    /** URL that requests to this one model are sent to. */
    invocationUrl: z.string(),
    /** Base URL for OpenAI clients; the model's name is then the endpoint's, and its traffic split applies. */
    openaiBaseUrl: z.string(),
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
  }),
};

/** What a user writes for an attached model, beside the fields of the external model itself. */
export type AttachmentInputs = z.input<z.ZodObject<typeof attachment>>;

/** What a program says of an attached model, checked. */
export type ExternalModelInputs = ExternalModelFields & z.output<z.ZodObject<typeof attachment>>;

/** What the workspace answers on top of the inputs. */
export type ExternalModelAnswers = z.output<(typeof externalModel)["outputs"]>;

/** What state holds of an attached model; nothing of the model itself where it is only looked at. */
export type ExternalModelState = Partial<ExternalModelFields> &
  Partial<z.output<z.ZodObject<typeof attachment>>> &
  Partial<ExternalModelAnswers>;

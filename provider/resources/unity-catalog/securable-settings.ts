import * as z from "zod";
import { grantsOf, keyedBy, local, masked, renewed, replaces, unordered } from "../../schema/field-facts";
import { ownSettings } from "../own-settings";
import { workspaceIdentity } from "../workspace-identity";
import { resourceName } from "./names";

/** What a service can grant. */
export const PRIVILEGES = ["ALL_PRIVILEGES", "APPLY_TAG", "EXECUTE", "MANAGE", "READ_METADATA"] as const;

/** What both kinds of services take beside their name and configuration. */
export const securableSettings = {
  /** Schema that has the service: `schemas/catalog.schema`, or `catalog.schema`. A change replaces the service. */
  parent: replaces("a securable cannot move to another schema", resourceName("schemas")),
  /** Free text shown in the workspace, at most 65,536 characters. */
  comment: masked("comment", z.string().max(65_536, { error: "at most 65,536 characters" }).optional()),
  /**
   * Who may do what with the service, directly: exactly these. What a schema or catalog grants stays. Default: left as it
   * is. It takes minutes until a grant counts everywhere.
   */
  grants: grantsOf(
    keyedBy(
      ["principal"],
      z
        .array(
          z.strictObject({
            /** E-mail address of a user, name of a group, or application id of a service principal. */
            principal: z.string().min(1),
            /** `EXECUTE` (call it), `MANAGE`, `READ_METADATA`, `APPLY_TAG` or `ALL_PRIVILEGES`. */
            privileges: unordered(z.array(z.enum(PRIVILEGES)).min(1, { error: "at least one privilege" })),
          }),
        )
        .optional(),
    ),
  ),
  /** Whether to take over a service of this name that exists already, then update it to these inputs. Default `false`: an error. */
  adopt: ownSettings.adopt,
  /**
   * Whether to send one-token requests after create and update (through the service, and to each destination and fallback
   * in turn), and fail with the provider's error. Default `false`.
   */
  verify: ownSettings.verify,
  /** How long to wait for each operation before giving up; nothing is lost then, the next `up` goes on. */
  timeouts: ownSettings.timeouts,
  /** Whether a preview looks at the workspace for what would fail later: schema, rights, names, secrets, models. Default `true`. */
  preflight: ownSettings.preflight,
  /** The workspace that the service must be reached through. */
  providerConfig: local(
    "it names a workspace, which the connection is compared with",
    z
      .strictObject({
        /** Id of the workspace; another one is refused before anything is sent. */
        workspaceId: z.string().min(1).optional(),
      })
      .optional(),
  ),
};

/** What the API says of each service on top of its inputs. */
export const securableOutputs = {
  /** Name of the resource, with its collection, which other resources take. */
  name: z.string(),
  /** `catalog.schema.name`. */
  fullName: z.string(),
  /** Version of the service, which each update names. */
  etag: renewed("each update makes a version", z.string().optional()),
  /** Metastore that has the service. */
  metastoreId: z.string().optional(),
  /** When the service was created. */
  createTime: z.string().optional(),
  /** Who created it. */
  createdBy: z.string().optional(),
  /** When it was last changed. */
  updateTime: renewed("it is when the update was", z.string().optional()),
  /** Who changed it last. */
  updatedBy: renewed("it is who updates", z.string().optional()),
  /** Who owns it; calls to providers are made with this owner's rights. */
  effectiveOwner: z.string().optional(),
  ...workspaceIdentity,
};

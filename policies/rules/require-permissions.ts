import * as z from "zod";
import { formatPath, type Path } from "../../provider/schema/problem";
import { defineRule, type StackMember } from "../kit/define-rule";
import { matchesAny } from "../kit/glob";
import {
  grantsOf,
  permissionLevels,
  permissionsOf,
  privilegeOf,
  type Grants,
  type PermissionLevel,
} from "../kit/grants";
import { resourceKinds } from "../kit/resource-kinds";
import { showValue } from "../kit/show-value";

const grant = z.strictObject({
  principal: z.string().describe("User, group or application id; * stands for anything."),
  level: z
    .enum(permissionLevels)
    .describe("On a service, CAN_VIEW is READ_METADATA, CAN_QUERY is EXECUTE and CAN_MANAGE is MANAGE."),
});

export const requirePermissions = defineRule({
  name: "require-permissions",
  title: "Permissions are stated",
  description: "Each endpoint and each model service states who may view, query and manage it.",
  why: "Permissions that are not in the program are set by hand, by whoever can, and nobody reviews them.",
  severity: "medium",
  level: "advisory",
  remediation: [
    "On a ServingEndpoint, add accessControlList.",
    "On a ModelService, add grants.",
    "For a ModelServing of @pulumi/databricks, add a databricks.Permissions with its servingEndpointId; for an AiGatewayModelService, a databricks.Grants with its modelService.",
  ],
  config: z.strictObject({
    required: z
      .array(grant)
      .default([])
      .describe("Permissions that each endpoint and model service must give."),
    forbidden: z
      .array(grant)
      .default([
        { principal: "users", level: "CAN_MANAGE" },
        { principal: "account users", level: "CAN_MANAGE" },
      ])
      .describe("Permissions that no endpoint and no service may give. Default: managing, to all users."),
  }),
  example: {
    rejected: "an endpoint without accessControlList",
    accepted: 'accessControlList: [{ groupName: "llm-callers", permissionLevel: "CAN_QUERY" }]',
  },
  sources: [
    "https://docs.databricks.com/api/workspace/permissions",
    "https://docs.databricks.com/aws/en/security/auth/access-control/#serving-endpoints",
    "https://docs.databricks.com/aws/en/ai-gateway/govern-model-services",
  ],

  checkStack(members, report, { config }) {
    for (const member of members) {
      const stated = statedBy(member, members);
      if (stated === undefined) continue;
      const { path, instead, grants, word } = stated;
      if (!grants.stated && instead !== undefined) {
        report({ path, found: "no permissions", instead }, member.urn);
        continue;
      }
      for (const { principal, level } of instead === undefined ? [] : config.required) {
        const given = grants.grants.some(
          (one) =>
            one.level === level && one.principal !== undefined && matchesAny([principal], one.principal),
        );
        if (given || !grants.complete) continue;
        report(
          { path, found: `no ${word(level)} for ${showValue(principal)}`, instead: "add it" },
          member.urn,
        );
      }
      const told = new Set<string>();
      for (const { urn, path: at, principal, level, written } of grants.grants) {
        const key = `${urn} ${formatPath(at)} ${written ?? ""}`;
        if (principal === undefined || told.has(key)) continue;
        if (!config.forbidden.some((no) => no.level === level && matchesAny([no.principal], principal)))
          continue;
        told.add(key);
        report(
          {
            path: at,
            found: `${written ?? ""} for ${showValue(principal)}`,
            instead: "give a lower level, or give it to fewer",
          },
          urn,
        );
      }
    }
  },
});

/** What a resource states of permissions, and how it states any; undefined for one that others may not use. */
function statedBy(
  member: StackMember,
  members: readonly StackMember[],
):
  | {
      grants: Grants;
      path: Path;
      /** What to write where there are none; undefined where none is fine. */
      instead: string | undefined;
      word(level: PermissionLevel): string;
    }
  | undefined {
  const { view } = member;
  switch (view?.role) {
    case "endpoint": {
      const own = view.kind === "ServingEndpoint";
      return {
        grants: permissionsOf(member, members),
        path: own ? ["accessControlList"] : [],
        instead: own
          ? 'add accessControlList: [{ groupName: "…", permissionLevel: "CAN_QUERY" }]'
          : "add a databricks.Permissions with this endpoint's servingEndpointId",
        word: (level) => level,
      };
    }
    case "model-service":
    case "provider-service": {
      const own = !resourceKinds[view.kind].bridged;
      // Whom a provider service is not granted to calls it through model services alone, as it should be.
      const needed = view.role === "model-service";
      return {
        grants: grantsOf(member, members),
        path: own ? ["grants"] : [],
        instead: !needed
          ? undefined
          : own
            ? 'add grants: [{ principal: "…", privileges: ["EXECUTE"] }]'
            : "add a databricks.Grants with this service's modelService",
        word: (level) => privilegeOf[level],
      };
    }
    default:
      return undefined;
  }
}

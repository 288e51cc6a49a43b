import * as z from "zod";
import { defineRule } from "../kit/define-rule";
import { matchesAny } from "../kit/glob";
import { grantsOf } from "../kit/grants";
import { showValue } from "../kit/show-value";

const levels = ["CAN_VIEW", "CAN_QUERY", "CAN_MANAGE"] as const;

const grant = z.strictObject({
  principal: z.string().describe("User, group or application id; * stands for anything."),
  level: z.enum(levels),
});

export const requirePermissions = defineRule({
  name: "require-permissions",
  title: "Permissions are stated",
  description: "Each endpoint states who may view, query and manage it.",
  why: "Permissions that are not in the program are set by hand, by whoever can, and nobody reviews them.",
  severity: "medium",
  level: "advisory",
  remediation: [
    "On a ServingEndpoint, add accessControlList.",
    "For a ModelServing of @pulumi/databricks, add a databricks.Permissions with its servingEndpointId.",
  ],
  config: z.strictObject({
    required: z.array(grant).default([]).describe("Permissions that each endpoint must give."),
    forbidden: z
      .array(grant)
      .default([{ principal: "users", level: "CAN_MANAGE" }])
      .describe("Permissions that no endpoint may give. Default: managing, to all users."),
  }),
  example: {
    rejected: "an endpoint without accessControlList",
    accepted: 'accessControlList: [{ groupName: "llm-callers", permissionLevel: "CAN_QUERY" }]',
  },
  sources: [
    "https://docs.databricks.com/api/workspace/permissions",
    "https://docs.databricks.com/aws/en/security/auth/access-control/#serving-endpoints",
  ],

  checkStack(members, report, { config }) {
    for (const member of members) {
      if (member.view === undefined || member.view.role !== "endpoint") continue;
      const { stated, complete, grants } = grantsOf(member, members);
      const path = member.view.kind === "ServingEndpoint" ? ["accessControlList"] : [];
      if (!stated) {
        const instead =
          member.view.kind === "ServingEndpoint"
            ? 'add accessControlList: [{ groupName: "…", permissionLevel: "CAN_QUERY" }]'
            : "add a databricks.Permissions with this endpoint's servingEndpointId";
        report({ path, found: "no permissions", instead }, member.urn);
        continue;
      }
      for (const { principal, level } of config.required) {
        const given = grants.some(
          (one) =>
            one.level === level && one.principal !== undefined && matchesAny([principal], one.principal),
        );
        if (given || !complete) continue;
        report({ path, found: `no ${level} for ${showValue(principal)}`, instead: "add it" }, member.urn);
      }
      for (const one of grants) {
        const { principal, level } = one;
        if (principal === undefined) continue;
        if (!config.forbidden.some((no) => no.level === level && matchesAny([no.principal], principal)))
          continue;
        report(
          {
            path: one.path,
            found: `${level} for ${showValue(principal)}`,
            instead: "give a lower level, or give it to fewer",
          },
          one.urn,
        );
      }
    }
  },
});

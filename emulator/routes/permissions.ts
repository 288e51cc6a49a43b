import { Hono } from "hono";
import * as z from "zod";
import { doesNotExist, invalidParameter, permissionDenied } from "../http/api-error";
import { levelOf } from "../serving/access";
import type { AclEntry, PermissionLevel, StoredEndpoint } from "../serving/stored-endpoint";
import type { Identity } from "../workspace/identities";
import { readBody, type Env, type Workspace } from "../workspace/workspace";

const LEVELS: Record<PermissionLevel, string> = {
  CAN_VIEW: "Can view the endpoint",
  CAN_QUERY: "Can query the endpoint",
  CAN_MANAGE: "Can manage the endpoint",
};

const PRINCIPALS = ["user_name", "group_name", "service_principal_name"] as const;

const body = z.object({
  access_control_list: z
    .array(
      z.object({
        user_name: z.string().optional(),
        group_name: z.string().optional(),
        service_principal_name: z.string().optional(),
        permission_level: z.enum(["CAN_VIEW", "CAN_QUERY", "CAN_MANAGE"]).optional(),
      }),
    )
    .optional(),
});

/**
 * Permissions of serving endpoints. They hang on the endpoint's id, never its name, so a re-created endpoint starts anew.
 *
 * @see https://docs.databricks.com/api/workspace/servingendpoints/setpermissions
 */
export function permissions(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();

  app.get("/:id", (c) => c.json(render(find(c.req.param("id"), c.get("identity"), "CAN_VIEW"))));

  // PUT sets the direct permissions as a whole, PATCH changes those of the principals it names.
  app.put("/:id", (c) => {
    const endpoint = find(c.req.param("id"), c.get("identity"), "CAN_MANAGE");
    endpoint.acl = check(readBody(c, workspace, body).access_control_list ?? []);
    return c.json(render(endpoint));
  });

  app.patch("/:id", (c) => {
    const endpoint = find(c.req.param("id"), c.get("identity"), "CAN_MANAGE");
    const changes = check(readBody(c, workspace, body).access_control_list ?? []);
    const kept = endpoint.acl.filter(
      (entry) => !changes.some((change) => principalOf(change) === principalOf(entry)),
    );
    endpoint.acl = [...kept, ...changes];
    return c.json(render(endpoint));
  });

  app.get("/:id/permissionLevels", (c) => {
    find(c.req.param("id"), c.get("identity"), "CAN_VIEW");
    return c.json({
      permission_levels: Object.entries(LEVELS).map(([permission_level, description]) => ({
        permission_level,
        description,
      })),
    });
  });

  function find(id: string, identity: Identity, needed: PermissionLevel): StoredEndpoint {
    const endpoint = Object.values(workspace.world.endpoints).find((one) => one.id === id);
    if (endpoint === undefined) throw doesNotExist(`Endpoint with id '${id}' does not exist.`);
    const level = levelOf(endpoint, identity);
    const enough = needed === "CAN_VIEW" ? level !== undefined : level === "CAN_MANAGE";
    if (!enough) {
      throw permissionDenied(
        `User does not have permission '${needed === "CAN_VIEW" ? "View" : "Manage"}' on Endpoint ${endpoint.name}`,
      );
    }
    return endpoint;
  }

  function check(entries: NonNullable<z.output<typeof body>["access_control_list"]>): AclEntry[] {
    const checked = entries.map((entry, index): AclEntry => {
      const at = `access_control_list[${index}]`;
      const named = PRINCIPALS.filter((field) => entry[field] !== undefined);
      if (named.length !== 1) {
        throw invalidParameter(
          `${at} must have exactly one of user_name, group_name and service_principal_name.`,
        );
      }
      const level = entry.permission_level;
      if (level === undefined) throw invalidParameter(`Missing required field: ${at}.permission_level`);
      const field = named[0]!;
      const principal = entry[field]!;
      if (field === "group_name" && principal === "admins" && level !== "CAN_MANAGE") {
        // Observed wording: terraform-provider-databricks issue 3111.
        throw invalidParameter(`Cannot change permissions for group 'admins' to ${level}.`);
      }
      assertKnown(field, principal);
      return { [field]: principal, permission_level: level };
    });
    const twice = checked.findIndex(
      (entry, index) => checked.findIndex((other) => principalOf(other) === principalOf(entry)) !== index,
    );
    if (twice >= 0) throw invalidParameter(`access_control_list[${twice}] repeats a principal.`);
    return checked;
  }

  function assertKnown(field: (typeof PRINCIPALS)[number], principal: string): void {
    const { switches, world } = workspace;
    if (!switches.knownPrincipalsOnly) return;
    const known = world.identities.some((one) =>
      field === "group_name" ? one.groups.includes(principal) : one.userName === principal,
    );
    const kind = {
      user_name: "UserName",
      group_name: "GroupName",
      service_principal_name: "ServicePrincipalName",
    }[field];
    if (!known) throw doesNotExist(`Principal: ${kind}(${principal}) does not exist`);
  }

  function render(endpoint: StoredEndpoint): Record<string, unknown> {
    const direct = endpoint.acl.map(({ permission_level, ...principal }) => ({
      ...principal,
      display_name: workspace.world.identities.find(
        ({ userName }) => userName === Object.values(principal)[0],
      )?.displayName,
      all_permissions: [{ permission_level, inherited: false }],
    }));
    // Admins manage every endpoint, by inheritance from the root of all endpoints.
    const inherited = {
      permission_level: "CAN_MANAGE",
      inherited: true,
      inherited_from_object: ["/serving-endpoints/"],
    };
    const admins = direct.find((entry) => entry.group_name === "admins");
    return {
      object_id: `/serving-endpoints/${endpoint.id}`,
      object_type: "serving-endpoint",
      access_control_list: [
        ...direct.filter((entry) => entry !== admins),
        { group_name: "admins", all_permissions: [...(admins?.all_permissions ?? []), inherited] },
      ],
    };
  }

  return app;
}

function principalOf(entry: AclEntry): string {
  return PRINCIPALS.map((field) => `${field}=${entry[field] ?? ""}`).join(" ");
}

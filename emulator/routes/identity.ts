import { Hono } from "hono";
import type { Identity } from "../workspace/identities";
import type { Env, Workspace } from "../workspace/workspace";

/**
 * The part of SCIM that says who calls, and who else there is.
 *
 * @see https://docs.databricks.com/api/workspace/currentuser/me
 */
export function identity(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();
  const { world } = workspace;

  app.get("/Me", (c) => c.json(render(c.get("identity"))));

  app.get("/Users", (c) => c.json(list(byKind("User"), c.req.query("filter"))));

  app.get("/ServicePrincipals", (c) => c.json(list(byKind("ServicePrincipal"), c.req.query("filter"))));

  app.get("/Groups", (c) => {
    const names = [...new Set(world.identities.flatMap(({ groups }) => groups))].toSorted();
    return c.json(
      list(
        names.map((displayName) => ({ id: `group-${displayName}`, displayName })),
        c.req.query("filter"),
      ),
    );
  });

  const byKind = (kind: Identity["kind"]): Record<string, unknown>[] =>
    world.identities.filter((one) => one.kind === kind).map(render);

  return app;
}

function render(one: Identity): Record<string, unknown> {
  const principal = one.kind === "ServicePrincipal";
  return {
    schemas: [`urn:ietf:params:scim:schemas:core:2.0:${principal ? "ServicePrincipal" : "User"}`],
    id: one.id,
    // A service principal's user name is its application id.
    userName: one.userName,
    ...(principal && { applicationId: one.userName }),
    displayName: one.displayName,
    active: one.active,
    ...(!principal && { emails: [{ type: "work", value: one.userName, primary: true }] }),
    groups: one.groups.map((display) => ({
      display,
      type: "direct",
      value: `group-${display}`,
      $ref: `Groups/group-${display}`,
    })),
    ...(one.admin && { entitlements: [{ value: "allow-cluster-create" }] }),
  };
}

/** SCIM's filters are a language; clients of this API use `attribute eq "value"` alone. */
function list(resources: Record<string, unknown>[], filter: string | undefined): Record<string, unknown> {
  const [, attribute = "", wanted = ""] = /^\s*(\w+)\s+eq\s+"([^"]*)"\s*$/i.exec(filter ?? "") ?? [];
  const found = filter === undefined ? resources : resources.filter((one) => one[attribute] === wanted);
  return {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
    totalResults: found.length,
    startIndex: 1,
    itemsPerPage: found.length,
    Resources: found,
  };
}

import { Hono, type Context } from "hono";
import * as z from "zod";
import { groupsOf } from "../../scim/groups";
import type { SecurableType } from "../../unity-catalog/securable";
import { storedName } from "../../unity-catalog/full-name";
import { grantable } from "../../unity-catalog/grantable";
import { grantsReaching, requirePrivilege, type SecurableName } from "../../unity-catalog/privileges";
import { refuse } from "../../unity-catalog/refusals";
import { KIND } from "../../unity-catalog/securable-kind";
import { readBody, type Env, type Workspace } from "../../workspace/workspace";

const privileges = z.array(z.string()).optional();

const changes = z.object({
  changes: z
    .array(z.object({ principal: z.string().optional(), add: privileges, remove: privileges }))
    .optional(),
});

/** Spellings of a type in paths besides its own: models were granted on as functions before they had a type. */
const ALIASES: Record<string, SecurableType> = { FUNCTION: "MODEL", REGISTERED_MODEL: "MODEL" };

/**
 * Unity Catalog's permissions: direct grants, and effective ones with where they come from.
 *
 * @see https://docs.databricks.com/api/workspace/grants
 */
export function grants(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();

  app.get("/permissions/:type/:fullName", (c) => {
    const on = nameOf(c);
    requirePrivilege(workspace, c.get("identity"), ["MANAGE", "READ_METADATA", ...grantable(on[0])], on);
    return c.json(direct(on, c.req.query("principal")));
  });

  app.patch("/permissions/:type/:fullName", (c) => {
    const on = nameOf(c);
    requirePrivilege(workspace, c.get("identity"), ["MANAGE"], on);
    const given = readBody(c, workspace, changes).changes ?? [];
    const key = on.join(" ");
    const all = { ...workspace.world.unityCatalog.grants[key] };
    for (const [index, change] of given.entries()) {
      const { principal } = change;
      if (!principal) throw refuse(workspace, "fieldMissing", { field: `changes[${index}].principal` });
      assertPrincipal(principal);
      const removed = new Set(spelled(change.remove, on));
      const held = new Set([...(all[principal] ?? []), ...spelled(change.add, on)]);
      all[principal] = [...held].filter((privilege) => !removed.has(privilege)).toSorted();
      if (all[principal].length === 0) delete all[principal];
    }
    workspace.world.unityCatalog.grants[key] = all;
    return c.json(direct(on, undefined));
  });

  app.get("/effective-permissions/:type/:fullName", (c) => {
    const on = nameOf(c);
    const identity = c.get("identity");
    const only = c.req.query("principal");
    // Everybody may ask for themselves.
    if (only !== identity.userName) {
      requirePrivilege(workspace, identity, ["MANAGE", "READ_METADATA", ...grantable(on[0])], on);
    }
    const reaching = grantsReaching(workspace, on);
    const principals = [...new Set(reaching.map(({ principal }) => principal))];
    return c.json({
      privilege_assignments: principals
        .filter((principal) => only === undefined || principal === only)
        .map((principal) => ({
          principal,
          privileges: reaching
            .filter((held) => held.principal === principal)
            .map(({ privilege, from: [type, name] }) => ({
              privilege,
              ...(type !== on[0] && { inherited_from_type: type, inherited_from_name: name }),
            })),
        })),
    });
  });

  function nameOf(c: Context<Env>): SecurableName {
    const given = (c.req.param("type") ?? "").toUpperCase();
    const type = ALIASES[given] ?? given;
    if (!Object.hasOwn(KIND, type)) throw refuse(workspace, "unknownSecurableType", { kind: given });
    return [type as SecurableType, storedName(c.req.param("fullName") ?? "", workspace)];
  }

  function direct(on: SecurableName, only: string | undefined): Record<string, unknown> {
    const all = Object.entries(workspace.world.unityCatalog.grants[on.join(" ")] ?? {});
    const shown = all.filter(([principal]) => only === undefined || principal === only);
    // Proto JSON leaves an empty list out.
    if (shown.length === 0) return {};
    return { privilege_assignments: shown.map(([principal, held]) => ({ principal, privileges: held })) };
  }

  /** Privileges as they are kept; people write them as SQL does, too. */
  function spelled(given: string[] | undefined, [type, name]: SecurableName): string[] {
    return (given ?? []).map((one) => {
      const privilege = one.toUpperCase().replaceAll(" ", "_");
      if (grantable(type).includes(privilege)) return privilege;
      throw refuse(workspace, "unknownPrivilege", { privilege, kind: type, name });
    });
  }

  function assertPrincipal(principal: string): void {
    if (!workspace.switches.knownPrincipalsOnly || principal === "account users") return;
    const { world } = workspace;
    if (world.identities.some(({ userName }) => userName === principal)) return;
    if (groupsOf(world).some(({ displayName }) => displayName === principal)) return;
    throw refuse(workspace, "principalMissing", { principal });
  }

  return app;
}

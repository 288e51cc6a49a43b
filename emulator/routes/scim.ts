import { Hono, type Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { groupOf, groupsOf, membersOf, removeGroup, saveGroup, setMembers } from "../scim/groups";
import { listResources, shown, type ScimResource } from "../scim/list-resources";
import { readPatched, readResource, valuesOf, type GivenResource } from "../scim/read-resource";
import { ScimError } from "../scim/scim-error";
import { showGroup, showIdentity } from "../scim/show";
import { completeIdentity, type Identity } from "../workspace/identities";
import type { Env, Workspace } from "../workspace/workspace";

/** One of the three kinds of resources, as the routes see it. */
interface Kind {
  /** Words of the error texts. */
  word: string;
  all(): ScimResource[];
  /** @returns the id of what was made, or undefined where the name is taken. */
  create(given: GivenResource): string | undefined;
  update(id: string, given: GivenResource): void;
  remove(id: string): void;
}

/**
 * SCIM 2.0: who calls, and who else there is. Everybody may look; admins may change.
 *
 * @see https://docs.databricks.com/api/workspace/currentuser/me
 */
export function scim(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();
  const { world } = workspace;

  app.get("/Me", (c) => c.json(shown(showIdentity(c.get("identity"), world), c.req.query())));

  for (const [path, kind] of Object.entries({
    "/Users": identities("User"),
    "/ServicePrincipals": identities("ServicePrincipal"),
    "/Groups": groups(),
  })) {
    const find = (id: string): ScimResource => {
      const found = kind.all().find((one) => one.id === id);
      if (found === undefined) throw new ScimError(404, `${kind.word} with id ${id} not found.`);
      return found;
    };
    app.get(path, (c) => c.json(listResources(kind.all(), c.req.query())));
    app.get(`${path}/:id`, (c) => c.json(shown(find(c.req.param("id")), c.req.query())));
    app.post(path, (c) => {
      requireAdmin(c);
      const id = kind.create(readResource(c.get("text")));
      if (id === undefined)
        throw new ScimError(409, `${kind.word} already exists in this workspace.`, "uniqueness");
      return c.json(find(id), 201);
    });
    app.put(`${path}/:id`, (c) => {
      requireAdmin(c);
      const { id } = find(c.req.param("id"));
      kind.update(id, readResource(c.get("text")));
      return c.json(find(id));
    });
    app.patch(`${path}/:id`, (c) => {
      requireAdmin(c);
      const before = find(c.req.param("id"));
      kind.update(before.id, readPatched(c.get("text"), before));
      return c.json(find(before.id));
    });
    app.delete(`${path}/:id`, (c) => {
      requireAdmin(c);
      kind.remove(find(c.req.param("id")).id);
      return c.body(null, 204);
    });
  }

  function identities(kind: Identity["kind"]): Kind {
    const nameOf = (given: GivenResource): string | undefined =>
      (kind === "User" ? given.userName : (given.applicationId ?? given.userName)) || undefined;
    const changes = (given: GivenResource) => ({
      ...(given.displayName !== undefined && { displayName: given.displayName }),
      ...(given.externalId !== undefined && { externalId: given.externalId }),
      ...(given.active !== undefined && { active: given.active }),
      ...(given.entitlements !== undefined && { entitlements: valuesOf(given.entitlements) }),
    });
    return {
      word: kind === "User" ? "User" : "Service principal",
      all: () => world.identities.filter((one) => one.kind === kind).map((one) => showIdentity(one, world)),
      create(given) {
        const userName = nameOf(given) ?? (kind === "User" ? undefined : crypto.randomUUID());
        if (userName === undefined) throw new ScimError(400, "userName is required.", "invalidValue");
        if (world.identities.some((one) => one.userName === userName)) return undefined;
        const identity = completeIdentity({ kind, userName, ...changes(given) });
        world.identities.push(identity);
        return identity.id;
      },
      // Documented: the user name cannot be changed, "any supplied change is ignored".
      update(id, given) {
        Object.assign(
          world.identities.find((one) => one.id === id)!,
          changes(given),
        );
      },
      remove(id) {
        world.identities = world.identities.filter((one) => one.id !== id);
      },
    };
  }

  function groups(): Kind {
    const find = (id: string) => groupsOf(world).find((one) => one.id === id)!;
    const taken = (name: string): boolean => groupsOf(world).some(({ displayName }) => displayName === name);
    return {
      word: "Group",
      all: () => groupsOf(world).map((group) => showGroup(group, world)),
      create(given) {
        if (!given.displayName) throw new ScimError(400, "displayName is required.", "invalidValue");
        if (taken(given.displayName)) return undefined;
        const group = { ...groupOf(given.displayName), ...rest(given) };
        saveGroup(world, group);
        setMembers(world, group, valuesOf(given.members));
        return group.id;
      },
      update(id, given) {
        const before = find(id);
        const group = {
          ...before,
          ...(given.displayName && { displayName: given.displayName }),
          ...rest(given),
        };
        if (group.displayName !== before.displayName && taken(group.displayName)) {
          throw new ScimError(409, `Group with name ${group.displayName} already exists.`, "uniqueness");
        }
        const members =
          given.members === undefined
            ? membersOf(world, before).map((one) => one.id)
            : valuesOf(given.members);
        saveGroup(world, group);
        setMembers(world, group, members);
      },
      remove: (id) => removeGroup(world, find(id)),
    };
  }

  const rest = (given: GivenResource) => ({
    ...(given.externalId !== undefined && { externalId: given.externalId }),
    ...(given.entitlements !== undefined && { entitlements: valuesOf(given.entitlements) }),
  });

  app.onError((error, c) => {
    if (!(error instanceof ScimError)) throw error;
    return c.json(error.toJSON(), error.status as ContentfulStatusCode);
  });
  return app;
}

function requireAdmin(c: Context<Env>): void {
  const { admin, userName } = c.get("identity");
  if (!admin) throw new ScimError(403, `User ${userName} is not an administrator.`);
}

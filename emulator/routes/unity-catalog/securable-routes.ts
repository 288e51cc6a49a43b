import type { Context, Hono } from "hono";
import { partsOf, storedName } from "../../unity-catalog/full-name";
import { grantable } from "../../unity-catalog/grantable";
import { requirePrivilege } from "../../unity-catalog/privileges";
import type { Securable, SecurableType } from "../../unity-catalog/securable";
import { find, remove } from "../../unity-catalog/securables";
import type { Env, Workspace } from "../../workspace/workspace";

/** What of a securable's reading and deleting differs between types. */
export interface SecurableRoutes<Type extends SecurableType> {
  readonly path: string;
  readonly type: Type;
  readonly render: (type: Type, one: Securable) => Record<string, unknown>;
  /** Takes away what lies in it, or refuses to. */
  readonly empty?: (name: string, c: Context<Env>) => void;
}

/** Reading for those who have any privilege on it, deleting for those who manage it. */
export function readAndDelete<Type extends SecurableType>(
  app: Hono<Env>,
  workspace: Workspace,
  { path, type, render, empty }: SecurableRoutes<Type>,
): void {
  app.get(`${path}/:fullName`, (c) => {
    const name = storedName(c.req.param("fullName"), workspace);
    requirePrivilege(workspace, c.get("identity"), grantable(type), [type, name]);
    return c.json(render(type, find(workspace, type, name)));
  });

  app.delete(`${path}/:fullName`, (c) => {
    const name = storedName(c.req.param("fullName"), workspace);
    requirePrivilege(workspace, c.get("identity"), ["MANAGE"], [type, name]);
    empty?.(name, c);
    remove(workspace, type, name);
    return c.json({});
  });
}

/** What the API shows of every securable. */
export function renderSecurable(one: Securable, { world }: Workspace): Record<string, unknown> {
  return {
    name: partsOf(one.fullName).at(-1),
    full_name: one.fullName,
    ...(one.comment !== undefined && { comment: one.comment }),
    owner: one.owner,
    metastore_id: world.unityCatalog.metastoreId,
    created_at: one.createdAt,
    created_by: one.createdBy,
    updated_at: one.updatedAt,
    updated_by: one.updatedBy,
  };
}

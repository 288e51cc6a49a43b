import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import * as z from "zod";
import { doesNotExist, invalidParameter } from "../http/api-error";
import { digest, newId, type AccessToken } from "../workspace/identities";
import { readBody, type Env, type Workspace } from "../workspace/workspace";

const create = z.object({ comment: z.string().optional(), lifetime_seconds: z.number().int().optional() });
const remove = z.object({ token_id: z.string().optional() });

/** Documented: without a lifetime, a token lives as long as the workspace lets it. */
const LONGEST_SECONDS = 730 * 86_400;

/**
 * Personal access tokens of whoever calls.
 *
 * @see https://docs.databricks.com/api/workspace/tokens
 */
export function tokens(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();
  const { world, clock } = workspace;

  app.post("/create", (c) => {
    const { comment = "", lifetime_seconds: seconds = LONGEST_SECONDS } = readBody(c, workspace, create);
    if (seconds < 1 || seconds > LONGEST_SECONDS) {
      throw invalidParameter(`lifetime_seconds must be between 1 and ${LONGEST_SECONDS}; found ${seconds}.`);
    }
    const value = `dapi-emulator-${randomBytes(16).toString("hex")}`;
    const now = clock.now();
    const token: AccessToken = {
      userName: c.get("identity").userName,
      expiresAt: now + seconds * 1000,
      personal: { id: newId(), comment, createdAt: now },
    };
    world.accessTokens[digest(value)] = token;
    return c.json({ token_value: value, token_info: shown(token) });
  });

  app.get("/list", (c) =>
    c.json({ token_infos: ownTokens(c.get("identity").userName).map(([, token]) => shown(token)) }),
  );

  app.post("/delete", (c) => {
    const { token_id: id } = readBody(c, workspace, remove);
    const found = ownTokens(c.get("identity").userName).find(([, { personal }]) => personal?.id === id);
    if (found === undefined) throw doesNotExist(`Token with ID ${id} does not exist.`);
    delete world.accessTokens[found[0]];
    return c.json({});
  });

  const ownTokens = (userName: string): [string, AccessToken][] =>
    Object.entries(world.accessTokens).filter(
      ([, one]) => one.userName === userName && one.personal !== undefined,
    );

  return app;
}

const shown = ({ expiresAt, personal }: AccessToken): Record<string, unknown> => ({
  token_id: personal?.id,
  comment: personal?.comment,
  creation_time: personal?.createdAt,
  expiry_time: expiresAt,
});

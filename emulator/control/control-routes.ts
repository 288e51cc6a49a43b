import { Hono } from "hono";
import type { FaultRule } from "./faults";
import { completeIdentity, type NewIdentity } from "../workspace/identities";
import { checkSwitches } from "./switches";
import type { SecurableType } from "../unity-catalog/catalog-world";
import { lookUp } from "../unity-catalog/securables";
import type { AnswerScript } from "../models/answer-scripts";
import { writeJwt } from "../workspace/jwt";
import { setSwitches } from "./set-switches";
import type { Env, Workspace } from "../workspace/workspace";
import { emptyWorld } from "../workspace/world";

/**
 * The emulator's own controls, for tests in other processes. They are no part of the emulated API: no sign-in, no
 * journal, no faults.
 */
export function controlRoutes(workspace: Workspace, save: () => void): Hono<Env> {
  const app = new Hono<Env>();
  const { journal, faults, clock, world } = workspace;

  app.get("/journal", (c) => c.json(journal.entries()));
  app.delete("/journal", (c) => {
    journal.clear();
    return c.json({});
  });

  app.post("/faults", async (c) => c.json({ id: faults.add(await c.req.json<FaultRule>()) }));
  app.delete("/faults", (c) => {
    faults.clear();
    return c.json({});
  });

  app.post("/scripts", async (c) => c.json({ id: workspace.scripts.add(await c.req.json<AnswerScript>()) }));
  app.delete("/scripts", (c) => {
    workspace.scripts.clear();
    return c.json({});
  });

  app.get("/switches", (c) => c.json(workspace.switches));
  app.put("/switches", async (c) => {
    setSwitches(workspace, checkSwitches(await c.req.json<Record<string, unknown>>()));
    return c.json(workspace.switches);
  });

  app.post("/clock", async (c) => {
    const { advance_ms: ms } = await c.req.json<{ advance_ms?: unknown }>();
    if (typeof ms !== "number" || !(ms >= 0)) {
      throw new TypeError(
        `advance_ms is ${JSON.stringify(ms)}; allowed: a number of milliseconds, 0 or more`,
      );
    }
    clock.advance(ms);
    save();
    return c.json({ now: clock.now() });
  });

  app.post("/reset", (c) => {
    Object.assign(world, emptyWorld(workspace.token));
    journal.clear();
    faults.clear();
    workspace.windows.clear();
    workspace.calls.clear();
    workspace.scripts.clear();
    workspace.responses.clear();
    workspace.credentials.clear();
    setSwitches(workspace, structuredClone(workspace.initialSwitches));
    save();
    return c.json({});
  });

  app.get("/identities", (c) =>
    c.json(
      world.identities.map(({ tokens, clientSecret, ...shown }) => ({
        ...shown,
        signsInWith: tokens.length,
      })),
    ),
  );
  app.post("/identities", async (c) => {
    const given = await c.req.json<NewIdentity>();
    if (typeof given.userName !== "string" || given.userName === "") {
      throw new TypeError(
        `userName is ${JSON.stringify(given.userName)}; allowed: a user name or application id`,
      );
    }
    addIdentity(workspace, given);
    save();
    return c.json({ userName: given.userName });
  });
  app.delete("/identities/:userName", (c) => {
    const index = world.identities.findIndex(({ userName }) => userName === c.req.param("userName"));
    if (index < 0) return c.json({ error: `no identity ${c.req.param("userName")}` }, 404);
    world.identities.splice(index, 1);
    save();
    return c.json({});
  });

  // Plays the runner of a GitHub workflow, which hands out a token for the audience asked for; point
  // ACTIONS_ID_TOKEN_REQUEST_URL here, with any ACTIONS_ID_TOKEN_REQUEST_TOKEN.
  app.get("/github-id-token", (c) => {
    const bearer = /^bearer \S+$/i.test(c.req.header("authorization") ?? "");
    if (!bearer) return c.json({ message: "a bearer token is required" }, 401);
    const now = Math.floor(clock.now() / 1000);
    const claims = {
      iss: "https://token.actions.githubusercontent.com",
      sub: c.req.query("sub") ?? "repo:example/app:ref:refs/heads/main",
      aud: c.req.query("audience") ?? "https://github.com/example",
      iat: now,
      exp: now + 300,
    };
    return c.json({ count: 1, value: writeJwt(claims) });
  });

  // Ownership of a service is no input of the API: in a workspace it is given away by SQL.
  app.put("/owners/:type/:fullName", async (c) => {
    const { owner } = await c.req.json<{ owner?: unknown }>();
    const { type, fullName } = c.req.param();
    const found = lookUp(workspace, type.toUpperCase() as SecurableType, fullName);
    if (found === undefined) return c.json({ error: `no ${type} ${fullName}` }, 404);
    if (typeof owner !== "string" || owner === "") {
      throw new TypeError(`owner is ${JSON.stringify(owner)}; allowed: a user, group or application id`);
    }
    found.owner = owner;
    save();
    return c.json({ owner });
  });

  app.get("/usage", (c) => c.json(world.usage));
  app.get("/payloads/:endpoint", (c) => c.json(world.payloads[c.req.param("endpoint")] ?? []));

  app.onError((error, c) =>
    c.json({ error: error.message }, error instanceof TypeError || error instanceof SyntaxError ? 400 : 500),
  );
  return app;
}

/** Adds an identity, or replaces the one of the same user name. */
export function addIdentity({ world }: Workspace, given: NewIdentity): void {
  const others = world.identities.filter(({ userName }) => userName !== given.userName);
  world.identities = [...others, completeIdentity(given)];
}

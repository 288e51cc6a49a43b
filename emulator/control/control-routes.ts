import { Hono, type Context } from "hono";
import { ApiError, doesNotExist, invalidParameter } from "../http/api-error";
import { parseJson } from "../http/parse-json";
import { readText } from "../http/read-text";
import type { StoredTable } from "../unity-catalog/catalog-world";
import type { SecurableType } from "../unity-catalog/securable";
import { pageRoutes } from "../page/page-routes";
import { lookUp } from "../unity-catalog/securables";
import { addIdentity } from "../workspace/identities";
import { writeJwt } from "../workspace/jwt";
import type { Env, Workspace } from "../workspace/workspace";
import { emptyWorld } from "../workspace/world";
import { checkIdentity } from "./check-identity";
import { checkSwitches } from "./check-switches";
import type { FaultRule } from "./fault-rule";
import { beginWorld } from "./begin-world";
import { guardControl } from "./guard-control";
import { setSwitches } from "./set-switches";

/**
 * The emulator's own controls, for tests in other processes. They are no part of the emulated API: no sign-in, no
 * journal, no faults.
 */
export function controlRoutes(workspace: Workspace, save: () => void): Hono<Env> {
  const app = new Hono<Env>();
  const { journal, faults, clock, world } = workspace;
  app.use(guardControl(workspace));

  app.get("/journal", (c) => c.json(journal.entries()));
  app.delete("/journal", (c) => {
    journal.clear();
    return c.json({});
  });

  app.post("/faults", async (c) => c.json({ id: faults.add((await bodyOf(c)) as unknown as FaultRule) }));
  app.delete("/faults", (c) => {
    faults.clear();
    return c.json({});
  });

  app.post("/scripts", async (c) => c.json({ id: workspace.scripts.add(await bodyOf(c)) }));
  app.delete("/scripts", (c) => {
    workspace.scripts.clear();
    return c.json({});
  });

  app.get("/switches", (c) => c.json(workspace.switches));
  app.put("/switches", async (c) => {
    setSwitches(workspace, checkSwitches(await bodyOf(c)));
    return c.json(workspace.switches);
  });

  app.post("/clock", async (c) => {
    const { advance_ms: ms } = await bodyOf(c);
    clock.advance(ms as number);
    save();
    return c.json({ now: clock.now() });
  });

  app.post("/reset", (c) => {
    Object.assign(world, emptyWorld(workspace.token, world.workspaceId));
    journal.clear();
    faults.clear();
    workspace.windows.clear();
    workspace.calls.clear();
    workspace.serviceMetrics.clear();
    workspace.scripts.clear();
    workspace.responses.clear();
    workspace.credentials.clear();
    setSwitches(workspace, structuredClone(workspace.initialSwitches));
    beginWorld(workspace);
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
    const given = checkIdentity(await bodyOf(c));
    addIdentity(world, given);
    save();
    return c.json({ userName: given.userName });
  });
  app.delete("/identities/:userName", (c) => {
    const index = world.identities.findIndex(({ userName }) => userName === c.req.param("userName"));
    if (index < 0) throw doesNotExist(`no identity ${c.req.param("userName")}`);
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
    const { owner } = await bodyOf(c);
    const { type, fullName } = c.req.param();
    const found = lookUp(workspace, type.toUpperCase() as SecurableType, fullName);
    if (found === undefined) throw doesNotExist(`no ${type} ${fullName}`);
    if (typeof owner !== "string" || owner === "") {
      throw new TypeError(`owner is ${JSON.stringify(owner)}; allowed: a user, group or application id`);
    }
    found.owner = owner;
    save();
    return c.json({ owner });
  });

  app.route("/page", pageRoutes(workspace));

  app.get("/usage", (c) => c.json(world.usage));
  app.get("/payloads/:endpoint", (c) => c.json(world.payloads[c.req.param("endpoint")] ?? []));

  app.get("/tables/:fullName", (c) => {
    const table = lookUp(workspace, "TABLE", c.req.param("fullName")) as StoredTable | undefined;
    if (table === undefined) throw doesNotExist(`no table ${c.req.param("fullName")}`);
    return c.json(table.rows);
  });
  app.get("/service-metrics/:fullName", (c) => {
    const { services } = world.unityCatalog;
    const name = c.req.param("fullName");
    const service = Object.hasOwn(services, name) ? services[name] : undefined;
    if (service === undefined) throw doesNotExist(`no service ${name}`);
    return c.json(workspace.serviceMetrics.get(service.id) ?? []);
  });

  app.onError((error) => {
    // A wrong value is reported as a TypeError to those who call the library.
    throw error instanceof TypeError ? invalidParameter(error.message) : error;
  });
  return app;
}

async function bodyOf(c: Context<Env>): Promise<Record<string, unknown>> {
  const { text, problem } = await readText(c.env.incoming);
  if (problem !== undefined) throw problem;
  let body: unknown;
  try {
    body = parseJson(text);
  } catch (error) {
    throw new ApiError(400, "MALFORMED_REQUEST", `The body is not JSON: ${(error as Error).message}`);
  }
  if (body === null || typeof body !== "object" || Array.isArray(body)) {
    throw invalidParameter("The body is not an object.");
  }
  return body as Record<string, unknown>;
}

import { Hono } from "hono";
import { html } from "hono/html";
import { renderPage } from "../page/render-page";
import type { Env, Workspace } from "../workspace/workspace";

/** Nothing but the emulator's own, and no other site may frame it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/** The page for people, and those for who follows a link to the workspace's user interface, which the emulator does not have. */
export function pages(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();

  app.get("/", (c) => {
    c.header("content-security-policy", POLICY);
    return c.html(renderPage(workspace.url));
  });

  app.get("/ml/endpoints/:name", (c) => {
    const name = c.req.param("name");
    const exists = Object.hasOwn(workspace.world.endpoints, name);
    const text = exists
      ? "In a real workspace, this is the page of the serving endpoint. The emulator has an API and no user interface."
      : "There is no serving endpoint of this name.";
    return c.html(page(name, text), exists ? 200 : 404);
  });

  return app;
}

const page = (title: string, text: string) =>
  html`<!doctype html><meta charset="utf-8" /><title>${title}</title>
    <h1>${title}</h1>
    <p>${text}</p>`;

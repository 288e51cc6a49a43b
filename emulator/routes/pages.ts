import { Hono } from "hono";
import { html } from "hono/html";
import type { Env, Workspace } from "../workspace/workspace";

/** Pages for people who follow a link to the workspace's user interface, which the emulator does not have. */
export function pages(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();

  app.get("/", (c) =>
    c.html(
      page(
        "Databricks emulator",
        "An emulated workspace for serving endpoints. It has an API and no user interface.",
      ),
    ),
  );

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

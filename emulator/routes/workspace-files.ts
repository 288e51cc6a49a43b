import { Hono, type Context } from "hono";
import * as z from "zod";
import { ApiError, invalidParameter } from "../http/api-error";
import { FileTree, normalisePath } from "../workspace/file-tree";
import { readBody, type Env, type Workspace } from "../workspace/workspace";

const IMPORT_FILE = "/api/2.0/workspace-files/import-file/";

const pathOnly = z.object({ path: z.string().optional() });
const remove = z.object({ path: z.string().optional(), recursive: z.boolean().optional() });
const imported = z.object({
  path: z.string().optional(),
  content: z.string().optional(),
  format: z.string().optional(),
  language: z.string().optional(),
  overwrite: z.boolean().optional(),
});

/**
 * Files and folders of the workspace, where bundles keep their state and what they deploy.
 *
 * @see https://docs.databricks.com/api/workspace/workspace
 */
export function workspaceFiles(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();
  const files = new FileTree(workspace.world, () => workspace.clock.now());

  // The content as it is: a file need not be text.
  app.post(`${IMPORT_FILE}:path{.+}`, (c) => {
    const { pathname } = new URL(c.req.url);
    const path = normalisePath(`/${decoded(pathname.slice(IMPORT_FILE.length)).replace(/^\/+/, "")}`);
    files.write(path, bytesOf(c), c.req.query("overwrite") === "true", (taken) => {
      return new ApiError(409, "RESOURCE_ALREADY_EXISTS", `Path (${taken}) already exists.`);
    });
    return c.json({});
  });

  app.get("/api/2.0/workspace/get-status", (c) => c.json(files.show(normalisePath(c.req.query("path")))));
  app.get("/api/2.0/workspace/list", (c) =>
    c.json({ objects: files.list(normalisePath(c.req.query("path"))) }),
  );

  app.get("/api/2.0/workspace/export", (c) => {
    const content = files.read(normalisePath(c.req.query("path")));
    if (c.req.query("direct_download") !== "true") return c.json({ content: content.toString("base64") });
    return c.body(new Uint8Array(content), 200, { "content-type": "application/octet-stream" });
  });

  app.post("/api/2.0/workspace/mkdirs", (c) => {
    files.makeFolder(normalisePath(readBody(c, workspace, pathOnly).path));
    return c.json({});
  });

  app.post("/api/2.0/workspace/delete", (c) => {
    const { path, recursive = false } = readBody(c, workspace, remove);
    files.remove(normalisePath(path), recursive);
    return c.json({});
  });

  // JSON with the content in base64, or a form with the content as it is, which the SDKs' `upload` sends.
  app.post("/api/2.0/workspace/import", async (c) => {
    const { path, content, overwrite } = /^multipart\/form-data/i.test(c.req.header("content-type") ?? "")
      ? await readForm(c)
      : withBytes(readBody(c, workspace, imported));
    files.write(normalisePath(path), content, overwrite, (taken) => {
      return new ApiError(400, "RESOURCE_ALREADY_EXISTS", `Path (${taken}) already exists.`);
    });
    return c.json({});
  });

  return app;
}

interface Import {
  path: string | undefined;
  content: Buffer;
  overwrite: boolean;
}

const withBytes = ({ path, content = "", overwrite = false }: z.output<typeof imported>): Import => ({
  path,
  content: Buffer.from(content, "base64"),
  overwrite,
});

async function readForm(c: Context<Env>): Promise<Import> {
  let form: FormData;
  try {
    const type = c.req.header("content-type") ?? "";
    form = await new Response(new Uint8Array(bytesOf(c)), { headers: { "content-type": type } }).formData();
  } catch {
    throw invalidParameter("The body is not the form that its content type says.");
  }
  const text = (name: string): string | undefined => {
    const value = form.get(name);
    return typeof value === "string" ? value : undefined;
  };
  const content = form.get("content");
  return {
    path: text("path"),
    content:
      content === null || typeof content === "string"
        ? Buffer.from(content ?? "")
        : Buffer.from(await content.arrayBuffer()),
    overwrite: text("overwrite") === "true",
  };
}

/** What was sent, whatever it is; only its size can be wrong. */
function bytesOf(c: Context<Env>): Buffer {
  const problem = c.get("bodyProblem");
  if (problem?.status === 413) throw problem;
  return c.get("bytes");
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw invalidParameter("The path is not encoded as a URL's is.");
  }
}

import { ApiError, doesNotExist, invalidParameter } from "../http/api-error";
import { numericId } from "./identities";
import type { StoredFile } from "./stored-file";
import type { World } from "./world";

/** What the API shows of a file or folder. */
export type ShownFile = Record<string, unknown> & { path: string; object_type: string };

/** Folders that every workspace has, beside its people's own. */
const ALWAYS = ["/", "/Users", "/Shared", "/Repos"];

const LONGEST_PATH = 4096;

/**
 * A path as the tree keeps it: without a slash at the end, and without `/Workspace`, which is another name of the root.
 *
 * @throws ApiError 400 for what is no path.
 */
export function normalisePath(given: string | undefined): string {
  if (!given) throw invalidParameter("Missing required field: path");
  const path =
    given
      .replace(/^\/?Workspace(?=\/|$)/, "")
      .replaceAll(/\/+/g, "/")
      .replace(/\/$/, "") || "/";
  const parts = path.split("/");
  if (!path.startsWith("/") || path.length > LONGEST_PATH || parts.includes("..") || parts.includes(".")) {
    throw invalidParameter(`Path (${given.slice(0, 200)}) must be absolute and without . and ..`);
  }
  return path;
}

/** The files and folders of a workspace. */
export class FileTree {
  constructor(
    private readonly world: World,
    private readonly now: () => number,
  ) {}

  /** @throws ApiError 404 */
  show(path: string): ShownFile {
    const file = this.#find(path);
    if (file === undefined) throw missing(path);
    const id = Number(numericId(`file ${path}`));
    return {
      object_type: file.type,
      path,
      object_id: id,
      resource_id: String(id),
      ...(file.content !== undefined && {
        created_at: file.createdAt,
        modified_at: file.modifiedAt,
        size: Buffer.from(file.content, "base64").length,
      }),
    };
  }

  /** What is directly in a folder; a file alone is listed as itself. */
  list(path: string): ShownFile[] {
    const { object_type: type } = this.show(path);
    if (type !== "DIRECTORY") return [this.show(path)];
    return this.#paths()
      .filter((other) => other !== "/" && parentOf(other) === path)
      .map((other) => this.show(other));
  }

  /** @throws ApiError 404, or 400 for a folder. */
  read(path: string): Buffer {
    const file = this.#find(path);
    if (file === undefined) throw missing(path);
    if (file.content === undefined)
      throw invalidParameter(`Path (${path}) is a directory; it cannot be exported.`);
    return Buffer.from(file.content, "base64");
  }

  /**
   * @throws ApiError 404 where its folder is missing, and what `taken` makes where there is something of its name already.
   */
  write(path: string, content: Buffer, overwrite: boolean, taken: (path: string) => ApiError): void {
    if (this.#find(parentOf(path))?.type !== "DIRECTORY") {
      throw doesNotExist(`The parent folder (${parentOf(path)}) does not exist.`);
    }
    const before = this.#find(path);
    if (before?.type === "DIRECTORY" || (before !== undefined && !overwrite)) throw taken(path);
    const at = this.now();
    this.world.files[path] = {
      type: "FILE",
      content: content.toString("base64"),
      createdAt: before?.createdAt ?? at,
      modifiedAt: at,
    };
  }

  /** Makes a folder with those above it. @throws ApiError 400 where a file is in the way. */
  makeFolder(path: string): void {
    if (path === "/") return;
    this.makeFolder(parentOf(path));
    const there = this.#find(path);
    if (there?.type === "FILE")
      throw new ApiError(400, "RESOURCE_ALREADY_EXISTS", `Path (${path}) already exists.`);
    const at = this.now();
    if (there === undefined) this.world.files[path] = { type: "DIRECTORY", createdAt: at, modifiedAt: at };
  }

  /** @throws ApiError 404, or 400 for a folder that is not empty. */
  remove(path: string, recursive: boolean): void {
    const below = this.#paths().filter(
      (other) => other.startsWith(`${path === "/" ? "" : path}/`) && other !== path,
    );
    if (this.#find(path) === undefined) throw missing(path);
    if (below.length > 0 && !recursive) {
      throw new ApiError(400, "DIRECTORY_NOT_EMPTY", `Folder (${path}) is not empty.`);
    }
    for (const gone of [path, ...below]) delete this.world.files[gone];
  }

  #find(path: string): StoredFile | undefined {
    const always =
      ALWAYS.includes(path) || this.world.identities.some(({ userName }) => path === `/Users/${userName}`);
    return (
      this.world.files[path] ?? (always ? { type: "DIRECTORY", createdAt: 0, modifiedAt: 0 } : undefined)
    );
  }

  #paths(): string[] {
    const homes = this.world.identities.map(({ userName }) => `/Users/${userName}`);
    return [...new Set([...ALWAYS, ...homes, ...Object.keys(this.world.files)])].toSorted();
  }
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf("/")) || "/";

const missing = (path: string): ApiError => doesNotExist(`Path (${path}) doesn't exist.`);

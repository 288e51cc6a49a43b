// @ts-check
import { existsSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { root } from "../repository.mjs";

/**
 * Links the package into its own node_modules, so that the examples import it as users do, and a state written by them
 * finds its provider.
 */
export function linkPackage() {
  const link = join(root, "node_modules", "pulumi-databricks-serving");
  if (existsSync(link) && realpathSync(link) === realpathSync(root)) return;
  rmSync(link, { recursive: true, force: true });
  try {
    // A junction needs no special rights on Windows; elsewhere the kind is ignored.
    symlinkSync(root, link, "junction");
  } catch (error) {
    // Another process was quicker.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  }
}

// @ts-check
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "../repository.mjs";

/** All that a run leaves; git ignores it. */
const stateFolder = join(root, ".pulumi-state");

/**
 * A copy of an example that a run may edit, with a state of its own. A run that was interrupted leaves a state whose
 * workspace is gone with its emulator, so each begins anew.
 *
 * @param {import("./quickstarts.mjs").QuickstartProgram} quickstart
 */
export function copyQuickstart({ example, file: name, moved }) {
  rmSync(stateFolder, { recursive: true, force: true });
  const program = join(stateFolder, "quickstart");
  const backend = join(stateFolder, "backend");
  mkdirSync(backend, { recursive: true });
  cpSync(join(root, "examples", example), program, {
    recursive: true,
    filter: (source) => !/^(node_modules|Pulumi\.[^.]+\.yaml)$/.test(basename(source)),
  });
  const file = join(program, name);
  let kept = readFileSync(file, "utf8");
  const copy = {
    program,
    backend,
    home: join(stateFolder, "home"),
    /**
     * Writes the program with some of its text replaced, until the next edit.
     *
     * @param {import("./quickstarts.mjs").Edits} edits
     */
    edit(edits) {
      let text = kept;
      for (const [from, to] of edits) {
        if (!text.includes(from)) {
          throw new Error(`examples/${example}/${name} has no \`${from}\` to change any more`);
        }
        text = text.replace(from, to);
      }
      writeFileSync(file, text);
    },
    /** The next edit starts from what the last one wrote. */
    keep() {
      kept = readFileSync(file, "utf8");
    },
    remove: () => rmSync(stateFolder, { recursive: true, force: true }),
  };
  copy.edit(moved);
  copy.keep();
  return copy;
}

/** @typedef {ReturnType<typeof copyQuickstart>} Quickstart */

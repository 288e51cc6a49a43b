import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startEmulator } from "../../emulator/index";
import { stackForTest, writes } from "./harness/with-stack";

const UPGRADES = join(__dirname, "..", "fixtures", "upgrades");
/** What stands in a stored state for the address of the workspace that it was made with. */
const STORED_HOST = "http://127.0.0.1:1";

/**
 * Each folder of `test/fixtures/upgrades` is a release: a program, the state that this release wrote for it (with the passphrase of
 * the tests), and the workspace as it then was.
 */
test.each(readdirSync(UPGRADES))(
  "a state of %s previews without a change, and is updated, refreshed and destroyed",
  async (release) => {
    const folder = join(UPGRADES, release);
    const temporary = mkdtempSync(join(tmpdir(), "upgrade-"));
    onTestFinished(() => rmSync(temporary, { recursive: true, force: true }));
    const stateFile = join(temporary, "workspace.json");
    copyFileSync(join(folder, "workspace.json"), stateFile);
    const emulator = await startEmulator({ stateFile, switches: { entityOrder: "by-name" } });
    onTestFinished(() => emulator.close());

    const stack = stackForTest(readFileSync(join(folder, "program.js"), "utf8"), emulator);
    const stored = readFileSync(join(folder, "stack.json"), "utf8").replaceAll(STORED_HOST, emulator.url);
    writeFileSync(join(stack.folder, "stored.json"), stored);
    const imported = await stack.run("stack", "import", "--file", "stored.json");
    expect(imported.code, imported.output).toBe(0);

    const preview = await stack.preview("--expect-no-changes");
    expect(preview.code, preview.output).toBe(0);
    const same = await stack.up("--expect-no-changes");
    expect(same.code, same.output).toBe(0);
    expect(writes(emulator)).toEqual([]);

    stack.write(readFileSync(join(folder, "program.js"), "utf8").replace('"ml"', '"platform"'));
    const up = await stack.up();
    expect(up.code, up.output).toBe(0);
    expect(writes(emulator)).toEqual(["PATCH …/chat/tags"]);

    const refresh = await stack.refresh();
    expect(refresh.code, refresh.output).toBe(0);
    // Variables lay open in the state of older releases.
    for (const secret of ["made-up-key-of", "made-up-token-of"])
      expect(stack.stateText()).not.toContain(secret);
    const after = await stack.preview("--expect-no-changes");
    expect(after.code, after.output).toBe(0);

    const destroy = await stack.destroy();
    expect(destroy.code, destroy.output).toBe(0);
    expect(stack.resources()).toEqual([]);
    for (const name of ["chat", "fraud", "shared"]) expect(writes(emulator)).toContain(`DELETE …/${name}`);
  },
);

// @ts-check
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { withLock } from "../../tools/with-lock.mjs";
import { temporaryFolder } from "./temporary-folder.mjs";

const quiet = () => {};

/** The number of a process that has certainly ended. */
const deadPid = () => spawnSync(process.execPath, ["-e", ""]).pid;

describe("a lock", () => {
  it("lets one at a time work, however many want to", async () => {
    const lock = join(temporaryFolder(), "lock");
    let atWork = 0;
    let most = 0;
    const work = async () => {
      atWork += 1;
      most = Math.max(most, atWork);
      await sleep(10);
      atWork -= 1;
    };
    await Promise.all(Array.from({ length: 4 }, () => withLock(lock, quiet, work)));
    expect(most).toBe(1);
    expect(existsSync(lock)).toBe(false);
  });

  it("keeps out another process while it is held, and says for whom that one waits", async () => {
    const folder = temporaryFolder();
    const [lock, trace] = [join(folder, "lock"), join(folder, "trace")];
    const module = join(import.meta.dirname, "../../tools/with-lock.mjs");
    const script = `
      import { withLock } from ${JSON.stringify(module)};
      import { appendFileSync } from "node:fs";
      await withLock(${JSON.stringify(lock)}, (line) => console.log(line), async () => appendFileSync(${JSON.stringify(trace)}, "other;"));`;
    let said = "";
    /** @type {Promise<unknown> | undefined} */
    let ended;
    await withLock(lock, quiet, async () => {
      const other = spawn(process.execPath, ["--input-type=module", "-e", script], {
        stdio: ["ignore", "pipe", 2],
      });
      const first = new Promise((resolve) => other.stdout?.once("data", resolve));
      ended = new Promise((resolve) => other.on("close", resolve));
      said = String(await first);
      writeFileSync(trace, "first;");
    });
    await ended;
    expect(readFileSync(trace, "utf8")).toBe("first;other;");
    expect(said).toContain(`waiting for process ${process.pid}`);
  });

  it("is taken over from a process that died without giving it back", async () => {
    const lock = join(temporaryFolder(), "lock");
    writeFileSync(lock, String(deadPid()));
    expect(await withLock(lock, quiet, async () => "done")).toBe("done");
  });

  it("is taken over when its holder's number belongs to another process by now", async () => {
    const lock = join(temporaryFolder(), "lock");
    writeFileSync(lock, String(process.pid));
    const long = new Date(Date.now() - 10 * 60_000);
    utimesSync(lock, long, long);
    expect(await withLock(lock, quiet, async () => "done")).toBe("done");
  });

  it("is given back when the work fails", async () => {
    const lock = join(temporaryFolder(), "lock");
    await expect(withLock(lock, quiet, async () => Promise.reject(new Error("no disk")))).rejects.toThrow(
      "no disk",
    );
    expect(existsSync(lock)).toBe(false);
  });
});

// @ts-check
import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand } from "../../tools/run-command.mjs";

const node = process.execPath;

describe("a command", () => {
  it("that fails is a result, with what it printed on both streams", async () => {
    const script = "console.log('out'); console.error('err'); process.exit(3)";
    expect(await runCommand(node, ["-e", script])).toMatchObject({
      code: 3,
      stdout: "out\n",
      timedOut: false,
    });
    expect((await runCommand(node, ["-e", script])).output.split("\n").toSorted()).toEqual([
      "",
      "err",
      "out",
    ]);
  });

  it("that is not there is an error", async () => {
    await expect(runCommand("no-such-command-anywhere", [])).rejects.toThrow("ENOENT");
  });

  it("gives its output line by line, however it comes in pieces", async () => {
    /** @type {string[]} */
    const lines = [];
    const script = "process.stdout.write('a'); setTimeout(() => process.stdout.write('b\\nc\\n'), 50)";
    await runCommand(node, ["-e", script], { onLine: (line) => lines.push(line) });
    expect(lines).toEqual(["ab", "c"]);
  });

  it.skipIf(process.platform === "win32")(
    "that takes too long is stopped with all that it started",
    async () => {
      // The grandchild has the same output: it ends for us only when both are gone.
      const grandchild = "setInterval(() => {}, 1000)";
      const script = `
      require("node:child_process").spawn(process.execPath, ["-e", "${grandchild}"], { stdio: "inherit" });
      setInterval(() => {}, 1000);`;
      const result = await runCommand(node, ["-e", script], { timeoutSeconds: 1 });
      expect(result).toMatchObject({ timedOut: true, code: 128 });
    },
  );

  it.skipIf(process.platform === "win32")(
    "gets the signals that its parent gets, and the parent ends after it",
    async () => {
      const module = join(import.meta.dirname, "../../tools/run-command.mjs");
      const inner =
        "process.on('SIGTERM', () => { console.log('child stopped'); process.exit(0) }); console.log('ready'); setInterval(() => {}, 1000)";
      const script = `
      import { runCommand } from ${JSON.stringify(module)};
      await runCommand(process.execPath, ["-e", ${JSON.stringify(inner)}], { output: "inherit" });
      console.log("never");`;
      const parent = spawn(node, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", 2] });
      let said = "";
      parent.stdout?.setEncoding("utf8").on("data", (text) => {
        said += text;
        if (text.includes("ready")) parent.kill("SIGTERM");
      });
      const code = await new Promise((resolve) => parent.on("close", resolve));
      expect({ code, said }).toEqual({ code: 143, said: "ready\nchild stopped\n" });
    },
  );
});

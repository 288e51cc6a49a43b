// @ts-check
import { secondsSince } from "../progress.mjs";
import { runCommand } from "../run-command.mjs";
import { findGo } from "./find-go.mjs";

/** How often a long compilation says that it goes on. */
const TELL_EVERY_MS = 15_000;

/**
 * A Go module of this repository, whose go.mod pins what is built from it.
 *
 * @param {string} folder
 * @param {string} product what people call what it builds
 * @param {NodeJS.ProcessEnv} env
 * @param {import("../progress.mjs").Log} log
 */
export async function goModule(folder, product, env, log) {
  const found = await findGo(env);

  /**
   * @param {string[]} args of the go command
   * @param {(line: string) => void} [onLine]
   * @returns {Promise<string>} what it prints
   */
  async function go(args, onLine) {
    const result = await runCommand(found.file, args, {
      cwd: folder,
      env: found.env,
      ...(onLine && { onLine }),
    });
    if (result.code === 0) return result.stdout;
    const end = result.output.trim().split("\n").slice(-12).join("\n");
    throw new Error(
      `Building ${product} from Go modules failed at \`go ${args[0]}\` (exit code ${result.code}):\n${end}\n` +
        "Check that the Go module proxy is reachable (`go env GOPROXY`) and the disk has 3 GB free, then run it again; " +
        "or install Pulumi yourself: https://www.pulumi.com/docs/install/",
    );
  }

  /**
   * @param {string} output the executable to make
   * @param {string} packageName
   * @param {string} [linking] further flags of the linker
   */
  async function compile(output, packageName, linking = "") {
    const start = Date.now();
    let compiled = 0;
    const ticker = setInterval(
      () => log(`  ${compiled} packages compiled, ${secondsSince(start)}`),
      TELL_EVERY_MS,
    );
    try {
      // -v prints each package as it is compiled.
      await go(
        ["build", "-v", "-trimpath", "-ldflags", `-s -w ${linking}`.trim(), "-o", output, packageName],
        () => {
          compiled += 1;
        },
      );
    } finally {
      clearInterval(ticker);
    }
  }

  return { go, compile };
}

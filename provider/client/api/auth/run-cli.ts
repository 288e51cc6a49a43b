import { execFile, type ExecFileException } from "node:child_process";
import { redact } from "../redact";
import { signInFailed } from "./sign-in-failed";

/** A CLI that waits for input or for a browser would otherwise hold up everything. */
const TIMEOUT_MS = 60_000;

/**
 * Runs a command that prints JSON.
 *
 * @throws ApiError unauthenticated, with what the command said
 */
export async function runCli(
  file: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  advice: string,
): Promise<Record<string, unknown>> {
  const shown = `\`${[file.replace(/^.*[\\/]/, ""), ...args].join(" ")}\``;
  const output = await new Promise<string>((resolve, reject) => {
    const done = (error: ExecFileException | null, stdout: string, stderr: string) => {
      if (error === null) return resolve(stdout);
      const said = redact(stderr.trim().split("\n").slice(0, 6).join("\n").slice(0, 800));
      const how = error.killed
        ? `did not end within ${TIMEOUT_MS / 1000} s`
        : `ended with ${error.code ?? "an error"}`;
      reject(
        signInFailed(
          shown,
          said === "" ? `it ${how} and said nothing` : `it ${how} and said: ${said}`,
          advice,
        ),
      );
    };
    const options = { env: environment, timeout: TIMEOUT_MS, windowsHide: true, encoding: "utf8" as const };
    const child = /\.(cmd|bat)$/i.test(file)
      ? // Windows starts these only by its shell; `plain` has made sure that it finds nothing to interpret.
        execFile(
          environment["ComSpec"] ?? "cmd.exe",
          ["/d", "/s", "/c", `""${file}" ${args.map(plain).join(" ")}"`],
          { ...options, windowsVerbatimArguments: true },
          done,
        )
      : execFile(file, [...args], options, done);
    child.stdin?.end();
  });
  try {
    const json: unknown = JSON.parse(output);
    if (typeof json === "object" && json !== null) return json as Record<string, unknown>;
  } catch {
    // Said below: the output may hold a token.
  }
  throw signInFailed(shown, "its output is not JSON", advice);
}

function plain(argument: string): string {
  if (/^[\w./:@-]+$/.test(argument)) return argument;
  throw signInFailed(
    "running a command",
    `the argument ${JSON.stringify(argument)} has characters that cmd.exe interprets`,
  );
}

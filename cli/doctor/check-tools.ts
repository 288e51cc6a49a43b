import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { minVersion, satisfies } from "semver";
import { findExecutable } from "../../provider/client/api/auth/find-executable";
import { runTool } from "../kit/run-tool";
import { bad, good, warning, type Finding } from "./finding";
import { nodeRange, peerRanges } from "./requirements";

const accepts = (range: string, version: string): boolean =>
  satisfies(version, range, { includePrerelease: true });

export function checkNode(version = process.versions.node): Finding {
  return accepts(nodeRange, version)
    ? good(`Node.js ${version}`)
    : bad(
        `Node.js ${version} is not supported; supported is ${nodeRange}`,
        "Install a supported one: https://nodejs.org/",
      );
}

/** The command line, which need not be older than the oldest SDK that is supported. */
export async function checkPulumi(environment: NodeJS.ProcessEnv): Promise<Finding> {
  const install = "Install it: https://www.pulumi.com/docs/install/";
  const file = findExecutable("pulumi", environment);
  if (file === undefined) return bad("There is no `pulumi` on the PATH", install);
  const { ok, stdout } = await runTool(file, ["version"], {
    folder: process.cwd(),
    environment: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: 30_000,
  });
  const version = ok ? /\bv?(\d+\.\d+\.\d+\S*)/.exec(stdout)?.[1] : undefined;
  if (version === undefined) return bad(`${file} does not tell its version`, install);
  const oldest = minVersion(peerRanges["@pulumi/pulumi"] ?? "*")?.version ?? "0.0.0";
  return accepts(`>=${oldest}`, version)
    ? good(`Pulumi ${version} (${file})`)
    : bad(
        `Pulumi ${version} (${file}) is too old`,
        `Upgrade it to ${oldest} or later: https://www.pulumi.com/docs/install/`,
      );
}

/** The packages that a program in this folder would use beside this one. */
export function checkPackages(folder: string): Finding[] {
  const peers = Object.entries(peerRanges).map(([name, range]) => checkPackage(name, range, folder));
  const typescript = existsSync(join(folder, "tsconfig.json")) ? [checkTypeScript(folder)] : [];
  return [...peers, ...typescript];
}

function checkPackage(name: string, range: string, folder: string): Finding {
  const found = manifestOf(name, folder);
  if (found === undefined) {
    return warning(
      `There is no ${name} in ${folder}`,
      "Run this in the folder of your Pulumi program, after `npm install`.",
    );
  }
  return accepts(range, found.version)
    ? good(`${name} ${found.version} in this folder`)
    : bad(
        `${name} ${found.version} in this folder is not supported; supported is ${range}`,
        `Run \`npm install "${name}@${range}"\`.`,
      );
}

/** A program with a tsconfig.json is compiled by the TypeScript that Pulumi finds; which ones it takes is its own to say. */
function checkTypeScript(folder: string): Finding {
  const range = manifestOf("@pulumi/pulumi", folder)?.peerDependencies?.["typescript"] ?? "*";
  const mend = `Run \`npm install --save-dev "typescript@${range}"\`.`;
  const found = manifestOf("typescript", folder);
  if (found === undefined) return bad("There is a tsconfig.json, and no typescript in this folder", mend);
  return accepts(range, found.version)
    ? good(`typescript ${found.version} in this folder`)
    : bad(`typescript ${found.version} in this folder is none that Pulumi takes: ${range}`, mend);
}

function manifestOf(
  name: string,
  folder: string,
): { version: string; peerDependencies?: Record<string, string> } | undefined {
  try {
    const file = createRequire(join(folder, "package.json")).resolve(`${name}/package.json`);
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

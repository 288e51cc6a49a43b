import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { findExecutable } from "../../provider/client/api/auth/find-executable";
import { bad, good, warning, type Finding } from "./finding";
import { isAtLeast, versionIn } from "./version";

/** As `engines` of this package says. */
const OLDEST_NODE = "20.18.1";
/** As this package's peer dependency says. */
const OLDEST_PULUMI = "3.200.0";

export function checkNode(version = process.versions.node): Finding {
  return isAtLeast(version, OLDEST_NODE)
    ? good(`Node.js ${version}`)
    : bad(`Node.js ${version} is too old`, `Install ${OLDEST_NODE} or later: https://nodejs.org/`);
}

export async function checkPulumi(environment: NodeJS.ProcessEnv): Promise<Finding> {
  const install = "Install it: https://www.pulumi.com/docs/install/";
  const file = findExecutable("pulumi", environment);
  if (file === undefined) return bad("There is no `pulumi` on the PATH", install);
  const said = await output(file, ["version"], environment);
  const version = said === undefined ? undefined : versionIn(said);
  if (version === undefined) return bad(`${file} does not tell its version`, install);
  return isAtLeast(version, OLDEST_PULUMI)
    ? good(`Pulumi ${version} (${file})`)
    : bad(`Pulumi ${version} (${file}) is too old`, `Upgrade it to ${OLDEST_PULUMI} or later.`);
}

/** The SDK that a program in this folder would use. */
export function checkPulumiSdk(folder: string): Finding {
  try {
    const file = createRequire(join(folder, "package.json")).resolve("@pulumi/pulumi/package.json");
    const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string };
    return isAtLeast(version, OLDEST_PULUMI)
      ? good(`@pulumi/pulumi ${version} in this folder`)
      : bad(
          `@pulumi/pulumi ${version} in this folder is too old`,
          "Run `npm install @pulumi/pulumi@latest`.",
        );
  } catch {
    return warning(
      `There is no @pulumi/pulumi in ${folder}`,
      "Run this in the folder of your Pulumi program, after `npm install`.",
    );
  }
}

function output(file: string, args: string[], environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const options = { env: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" }, timeout: 30_000 };
  return new Promise((resolve) => {
    execFile(file, args, options, (error, stdout) => resolve(error === null ? stdout : undefined));
  });
}

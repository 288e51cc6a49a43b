import { readFile } from "node:fs/promises";
import { exchangeIdToken } from "./exchange-id-token";
import type { SignInMethod } from "./sign-in";
import { signInFailed } from "./sign-in-failed";

/** An ID token in a file, as Kubernetes projects it into a pod. Read each time, as it is replaced before it ends. */
export const fileOidc: SignInMethod = {
  name: "file-oidc",
  offer(context) {
    const path = context.settings.values.databricksIdTokenFilepath;
    if (path === undefined) return { whyNot: "no file with an ID token (DATABRICKS_OIDC_TOKEN_FILEPATH)" };
    return exchangeIdToken({ source: path, idToken: () => tokenIn(path), certain: true }, context);
  },
};

async function tokenIn(path: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown reason";
    throw signInFailed("signing in by file-oidc", `the file ${path} cannot be read (${code})`, CHECK);
  }
  if (text.trim() === "") throw signInFailed("signing in by file-oidc", `the file ${path} is empty`, CHECK);
  return text.trim();
}

const CHECK = "Check DATABRICKS_OIDC_TOKEN_FILEPATH.";

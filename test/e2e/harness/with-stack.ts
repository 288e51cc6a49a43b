import { onTestFinished } from "vitest";
import {
  startEmulator,
  type Emulator,
  type EmulatorOptions,
  type JournalEntry,
} from "../../../emulator/index";
import { PulumiStack, type StackOptions } from "./pulumi-stack";

/** An emulated workspace for one test, with the secrets that the test programs refer to. */
export async function emulatorForTest(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({
    ...options,
    switches: { entityOrder: "by-name", ...options.switches },
  });
  onTestFinished(() => emulator.close());
  await fillSecrets(emulator);
  return emulator;
}

/** Puts the secrets into the workspace that the test programs refer to, in scope `keys`. */
export async function fillSecrets(emulator: Emulator): Promise<void> {
  await byHand(emulator, "POST", "/api/2.0/secrets/scopes/create", { scope: "keys" });
  await fillKeys(emulator, ["openai", "anthropic", "cohere", "azure", "other"]);
}

/** Puts further secrets into scope `keys`. */
export async function fillKeys(emulator: Emulator, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const secret = { scope: "keys", key, string_value: `upstream-${key}` };
    await byHand(emulator, "POST", "/api/2.0/secrets/put", secret);
  }
  emulator.journal.clear();
}

/** A stack for one test, signed in to an emulated workspace by the two environment variables. */
export function stackForTest(program: string, emulator: Emulator, options: StackOptions = {}): PulumiStack {
  const stack = openStack(program, emulator, options);
  onTestFinished(() => stack.dispose());
  return stack;
}

/** The same for several tests, which must dispose of it themselves. */
export function openStack(program: string, emulator: Emulator, options: StackOptions = {}): PulumiStack {
  return new PulumiStack(program, {
    ...options,
    env: { DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token, ...options.env },
  });
}

/** Requests that changed something, or tried to: `POST /api/2.0/serving-endpoints` and the like, in order. */
export function writes(emulator: Emulator): string[] {
  return entriesOf(emulator)
    .filter(({ method }) => method !== "GET")
    .map(({ method, path }) => `${method} ${path.replace("/api/2.0/serving-endpoints", "…")}`);
}

/** Requests that the emulator saw, in order. */
export const entriesOf = (emulator: Emulator): readonly JournalEntry[] => emulator.journal.entries();

/** Calls the emulated API as a user who works by hand would. */
export async function byHand(
  emulator: Emulator,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const answer = await fetch(`${emulator.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${emulator.token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === "" ? {} : (JSON.parse(text) as unknown);
}

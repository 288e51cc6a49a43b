import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import { CommandFailed } from "../kit/command-failed";
import type { PolicyFinding } from "./policy-finding";

/** Findings that were there when a repository took the pack up. */
const file = z.strictObject({
  /** What this file is, for those who open it. */
  about: z.string(),
  findings: z.array(
    z.strictObject({
      rule: z.string(),
      /** URN of the resource. */
      urn: z.string(),
      /** Path of what was found in the resource; empty for the resource as a whole. */
      path: z.string(),
    }),
  ),
});

type Entry = z.infer<typeof file>["findings"][number];

const ABOUT =
  "Findings of the policy pack that are known: they are reported and do not reject. This file only shrinks.";

/** What a baseline came to. */
export interface BaselineUse {
  /** Entries that were not found again, and are taken out. */
  gone: number;
  /** Entries that are left. */
  left: number;
}

/**
 * Makes a baseline of what rejects now.
 *
 * @throws CommandFailed where there is one already: it would grow
 */
export function writeBaseline(path: string, findings: readonly PolicyFinding[]): void {
  if (existsSync(path)) {
    throw new CommandFailed(
      `${path} is there already, and a baseline only shrinks; to begin anew, remove it first`,
    );
  }
  const entries = distinct(findings.filter(({ level }) => level === "mandatory").map(entryOf));
  write(path, entries);
}

/**
 * Marks the findings that stand in a baseline as known, and takes out of the file what was not found again.
 *
 * @throws CommandFailed where the file is none, or there is none
 */
export function applyBaseline(path: string, findings: readonly PolicyFinding[]): BaselineUse {
  const entries = read(path);
  const known = new Set(entries.map(keyOf));
  for (const finding of findings) if (known.has(keyOf(entryOf(finding)))) finding.known = true;
  const found = new Set(findings.map((finding) => keyOf(entryOf(finding))));
  const left = entries.filter((entry) => found.has(keyOf(entry)));
  if (left.length < entries.length) write(path, left);
  return { gone: entries.length - left.length, left: left.length };
}

function read(path: string): Entry[] {
  if (!existsSync(path)) {
    throw new CommandFailed(`${path}: there is no such file; --write-baseline makes one of what rejects now`);
  }
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new CommandFailed(`${path} is no JSON: ${(error as Error).message}`);
  }
  const parsed = file.safeParse(content);
  if (!parsed.success) throw new CommandFailed(`${path} is no baseline:\n${z.prettifyError(parsed.error)}`);
  return parsed.data.findings;
}

function write(path: string, findings: readonly Entry[]): void {
  writeFileSync(path, `${JSON.stringify({ about: ABOUT, findings }, null, 2)}\n`);
}

/** By the path alone: what a message says besides changes with dates and releases. */
function entryOf({ rule, urn, message }: PolicyFinding): Entry {
  const end = message.indexOf(": found ");
  return { rule, urn, path: end < 0 ? "" : message.slice(0, end) };
}

const keyOf = ({ rule, urn, path }: Entry): string => `${rule}\n${urn}\n${path}`;

function distinct(entries: readonly Entry[]): Entry[] {
  const byKey = new Map(entries.map((entry) => [keyOf(entry), entry]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

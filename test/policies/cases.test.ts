import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import cases from "./cases.json";
import { judgeProgram } from "./judge-program";

interface Case {
  title: string;
  props: Record<string, unknown>;
  want: "accepted" | "refused" | "accepted or refused";
  says?: string[];
  saysNot?: string[];
  why: string;
}

/** A text, or a pattern between slashes. */
function stands(sought: string, messages: readonly string[]): boolean {
  const pattern = /^\/(.*)\/([a-z]*)$/.exec(sought);
  const test = pattern ? new RegExp(pattern[1] ?? "", pattern[2]) : undefined;
  return messages.some((message) => test?.test(message) ?? message.includes(sought));
}

/** The texts in properties that are keys of a published form, or stand where only a key stands. */
function keysIn(value: unknown, name = ""): string[] {
  if (typeof value === "string") {
    const key =
      /sk-[\w-]{20,}|dapi[0-9a-f]{32}|eyJ[\w-]+\.eyJ[\w.-]+|hf_\w{30,}|ABSK\w{30,}|MIIE\w+|IQoJ[\w/]{20,}|AccountKey=[\w=]+|hunter2/.exec(
        value,
      );
    const named = /(?:KEY|TOKEN)$/.test(name) && !/secrets\//.test(value) ? [value] : [];
    return key ? [key[0]] : named;
  }
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => [...keysIn(item, key), ...keysIn(key)]);
}

describe("the provider's check and the pack, on 2026-11-25, with the default settings", () => {
  it.each((cases as Case[]).map((one) => [`${one.want}: ${one.title}`, one] as const))("%s", (_, one) => {
    const { refusals, advice } = judgeProgram(one.props);
    const all = [...refusals, ...advice];
    if (one.want !== "accepted or refused") {
      expect(refusals.length > 0 ? "refused" : "accepted", `${one.why}\n${all.join("\n")}`).toBe(one.want);
    }
    for (const said of one.says ?? [])
      expect(stands(said, one.want === "refused" ? refusals : all), `${said}\n${all.join("\n")}`).toBe(true);
    for (const unsaid of one.saysNot ?? [])
      expect(stands(unsaid, all), `${unsaid}\n${all.join("\n")}`).toBe(false);
    for (const key of keysIn(one.props)) expect(all.join("\n")).not.toContain(key);
  });

  it("are told of no key that the cases' file names", () => {
    expect(readFileSync(join(__dirname, "cases.json"), "utf8").length).toBeGreaterThan(10_000);
    expect((cases as Case[]).flatMap(({ props }) => keysIn(props)).length).toBeGreaterThan(15);
  });
});

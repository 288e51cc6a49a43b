import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { applyBaseline, writeBaseline } from "../../../cli/policy-report/baseline";
import type { PolicyFinding } from "../../../cli/policy-report/policy-finding";

const finding = (path: string, more: Partial<PolicyFinding> = {}): PolicyFinding => ({
  rule: "require-supported-model",
  pack: "databricks-serving@v0.1.0",
  level: "mandatory",
  severity: "high",
  urn: "urn:pulumi:dev::acme::pulumi-nodejs:dynamic/databricks:ServingEndpoint::chat",
  message: `${path}: found "x"; write "y"`,
  description: "",
  ...more,
});

function file(): string {
  const folder = mkdtempSync(join(tmpdir(), "baseline-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "baseline.json");
}

const entries = (path: string): unknown[] =>
  (JSON.parse(readFileSync(path, "utf8")) as { findings: unknown[] }).findings;

describe("a baseline", () => {
  it("has what rejects, once each, and no advice", () => {
    const path = file();
    writeBaseline(path, [finding("a"), finding("a"), finding("b"), finding("c", { level: "advisory" })]);
    expect(entries(path)).toHaveLength(2);
  });

  it("marks what it knows, whatever else the message says, and nothing that is new", () => {
    const path = file();
    writeBaseline(path, [finding("a")]);
    const now = [
      finding("a", { message: 'a: found "x", in 3 days; write "z"' }),
      finding("b"),
      finding("a", { rule: "other" }),
    ];
    expect(applyBaseline(path, now)).toEqual({ gone: 0, left: 1 });
    expect(now.map(({ known }) => known ?? false)).toEqual([true, false, false]);
  });

  it("only shrinks: what is not found again goes out, and nothing comes in", () => {
    const path = file();
    writeBaseline(path, [finding("a"), finding("b")]);
    expect(applyBaseline(path, [finding("b"), finding("c")])).toEqual({ gone: 1, left: 1 });
    expect(applyBaseline(path, [finding("a"), finding("b")])).toEqual({ gone: 0, left: 1 });
    expect(() => writeBaseline(path, [finding("c")])).toThrow(/only shrinks/);
  });

  it("is refused where there is none, or it is another file", () => {
    const path = file();
    expect(() => applyBaseline(path, [])).toThrow(/no such file; --write-baseline makes one/);
    writeFileSync(path, "{}");
    expect(() => applyBaseline(path, [])).toThrow(/is no baseline/);
    writeFileSync(path, "no json");
    expect(() => applyBaseline(path, [])).toThrow(/is no JSON/);
  });
});

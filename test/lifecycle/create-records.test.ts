import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createRecordsFolder, createRecordsIn } from "../../provider/lifecycle/create-records";

const HOUR = 3_600_000;
const HOST = "https://example.cloud.databricks.com";
const record = { urn: "urn:a", name: "assistant", host: HOST, begunAt: Date.now() };

let folder: string;
const warnings: string[] = [];
const recordsAt = (now = record.begunAt) =>
  createRecordsIn(
    join(folder, "creates"),
    () => now,
    (message) => warnings.push(message),
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "records-"));
  warnings.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a begun create is found by the same resource, name and host, in any later process", () => {
  recordsAt().begin(record);
  expect(recordsAt().find("urn:a", "assistant", HOST)).toEqual(record);
  expect(recordsAt().find("urn:b", "assistant", HOST)).toBeUndefined();
  expect(recordsAt().find("urn:a", "other", HOST)).toBeUndefined();
  expect(recordsAt().find("urn:a", "assistant", `${HOST}.cn`)).toBeUndefined();
});

test("it is gone once it has ended, and ending what never began is fine", () => {
  recordsAt().begin(record);
  recordsAt().end("urn:a", "assistant", HOST);
  recordsAt().end("urn:a", "assistant", HOST);
  expect(recordsAt().find("urn:a", "assistant", HOST)).toBeUndefined();
});

test("it counts for a day, and is cleared away after that", () => {
  recordsAt().begin(record);
  expect(recordsAt(record.begunAt + 23 * HOUR).find("urn:a", "assistant", HOST)).toEqual(record);
  expect(recordsAt(record.begunAt + 25 * HOUR).find("urn:a", "assistant", HOST)).toBeUndefined();
  const [file = ""] = readdirSync(join(folder, "creates"));
  const old = (record.begunAt - 25 * HOUR) / 1000;
  utimesSync(join(folder, "creates", file), old, old);
  recordsAt().begin({ ...record, urn: "urn:b" });
  expect(readdirSync(join(folder, "creates"))).toHaveLength(1);
});

test("it is for its owner's eyes alone, and a file that cannot be read counts as none", () => {
  recordsAt().begin(record);
  const [file = ""] = readdirSync(join(folder, "creates"));
  const path = join(folder, "creates", file);
  expect(statSync(path).mode & 0o077).toBe(0);
  writeFileSync(path, "{ half");
  expect(recordsAt().find("urn:a", "assistant", HOST)).toBeUndefined();
});

test("a folder that cannot be written is a warning with the way out, and no failure", () => {
  writeFileSync(join(folder, "creates"), "a file in its place");
  chmodSync(join(folder, "creates"), 0o400);
  recordsAt().begin(record);
  expect(warnings.join()).toMatch(/Cannot note the create in .*set adopt: true once/);
});

test("it lies where each platform keeps the state of a user's programs", () => {
  expect(createRecordsFolder({ XDG_STATE_HOME: "/s" }, "linux")).toBe("/s/pulumi-databricks-serving/creates");
  expect(createRecordsFolder({ LOCALAPPDATA: "C:" }, "win32")).toContain("pulumi-databricks-serving");
  expect(createRecordsFolder({}, "darwin")).toMatch(/\.local\/state\/pulumi-databricks-serving\/creates$/);
});

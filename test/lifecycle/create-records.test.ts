import { fork, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { ModuleKind, transpileModule } from "typescript";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
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

/** The source as programs of their own in the folder: in one process nothing comes between its calls. */
function asPrograms(): void {
  for (const name of ["create-records", "make-folder", "state-folder"]) {
    const source = readFileSync(join(__dirname, `../../provider/lifecycle/${name}.ts`), "utf8");
    const { outputText } = transpileModule(source, { compilerOptions: { module: ModuleKind.CommonJS } });
    writeFileSync(join(folder, `${name}.js`), outputText);
  }
}

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
  recordsAt(record.begunAt + 25 * HOUR).begin({ ...record, urn: "urn:b" });
  expect(readdirSync(join(folder, "creates"))).toHaveLength(1);
});

test("a process that creates many looks for old records once an hour, since each look takes all there are", () => {
  recordsAt().begin(record);
  const [file = ""] = readdirSync(join(folder, "creates"));
  const old = (record.begunAt - 25 * HOUR) / 1000;
  utimesSync(join(folder, "creates", file), old, old);
  recordsAt(record.begunAt + HOUR / 2).begin({ ...record, urn: "urn:b" });
  expect(readdirSync(join(folder, "creates"))).toHaveLength(2);
  recordsAt(record.begunAt + HOUR).begin({ ...record, urn: "urn:b" });
  expect(readdirSync(join(folder, "creates"))).not.toContain(file);
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

test("a link that leads nowhere, or out of the folder, in the place of a record is replaced and never followed", () => {
  recordsAt().begin(record);
  const [file = ""] = readdirSync(join(folder, "creates"));
  const path = join(folder, "creates", file);
  const outside = join(folder, "outside.json");
  for (const written of [undefined, JSON.stringify(record)]) {
    rmSync(path);
    if (written !== undefined) writeFileSync(outside, written);
    symlinkSync(outside, path);
    expect(recordsAt().find("urn:a", "assistant", HOST)).toBeUndefined();
    recordsAt().begin(record);
    expect(recordsAt().find("urn:a", "assistant", HOST)).toEqual(record);
    recordsAt().end("urn:a", "assistant", HOST);
    expect(existsSync(outside) ? readFileSync(outside, "utf8") : undefined).toBe(written);
    recordsAt().begin(record);
  }
  expect(warnings).toEqual([]);
});

test("what lies in the folder that is not ours stays as it is, and stops nothing", () => {
  const creates = join(folder, "creates");
  mkdirSync(join(creates, "notes", "deep"), { recursive: true });
  mkdirSync(join(creates, `${"b".repeat(32)}.json`));
  symlinkSync(join(folder, "nowhere"), join(creates, `${"c".repeat(32)}.json`));
  const theirs = readdirSync(creates);
  const old = (record.begunAt - 48 * HOUR) / 1000;
  for (const name of ["notes", `${"b".repeat(32)}.json`]) utimesSync(join(creates, name), old, old);
  recordsAt().begin(record);
  expect(recordsAt().find("urn:a", "assistant", HOST)).toEqual(record);
  recordsAt().end("urn:a", "assistant", HOST);
  expect(readdirSync(creates)).toEqual(theirs);
  expect(warnings).toEqual([]);
});

test("a folder in the place of a record is a warning, is no record, and stays", () => {
  recordsAt().begin(record);
  const [file = ""] = readdirSync(join(folder, "creates"));
  const path = join(folder, "creates", file);
  rmSync(path);
  mkdirSync(path);
  recordsAt().begin(record);
  expect(warnings.join()).toContain("Cannot note the create");
  expect(recordsAt().find("urn:a", "assistant", HOST)).toBeUndefined();
  recordsAt().end("urn:a", "assistant", HOST);
  expect(readdirSync(join(folder, "creates"))).toEqual([file]);
});

test("a folder that is a link to nowhere is a warning, and nothing is made where it leads", () => {
  symlinkSync(join(folder, "nowhere"), join(folder, "creates"));
  recordsAt().begin(record);
  expect(recordsAt().find("urn:a", "assistant", HOST)).toBeUndefined();
  recordsAt().end("urn:a", "assistant", HOST);
  expect(warnings.join()).toContain("Cannot note the create");
  expect(existsSync(join(folder, "nowhere"))).toBe(false);
});

test("of several processes that write, find, end and clear away at once, none fails and no record is lost", async () => {
  asPrograms();
  const creates = join(folder, "creates");
  mkdirSync(creates);
  for (let index = 0; index < 200; index++) {
    const stale = join(creates, `${index.toString(16).padStart(32, "0")}.json`);
    writeFileSync(stale, "{}");
    utimesSync(stale, 0, 0);
  }
  writeFileSync(
    join(folder, "process.js"),
    `const { createRecordsIn } = require("./create-records");
     const [creates, own] = process.argv.slice(2);
     const problems = [];
     const records = createRecordsIn(creates, Date.now, (message) => problems.push(message));
     for (let turn = 0; turn < 60; turn++) {
       for (const urn of ["urn:shared", own]) {
         records.begin({ urn, name: "assistant", host: "h", begunAt: Date.now() });
         const found = records.find(urn, "assistant", "h");
         if (found === undefined || found.urn !== urn) problems.push(urn + " is lost in turn " + turn);
         if (urn === own && turn % 2 === 0) records.end(urn, "assistant", "h");
       }
     }
     process.send(problems);`,
  );
  const processes = ["urn:1", "urn:2", "urn:3"].map((own) =>
    fork(join(folder, "process.js"), [creates, own]),
  );
  const problems = await Promise.all(
    processes.map(
      (child) =>
        new Promise((done, fail) => {
          child.once("message", done);
          child.once("exit", (code) => fail(new Error(`ended with ${code} before it said anything`)));
        }),
    ),
  );
  expect(problems.flat()).toEqual([]);
  expect(readdirSync(creates)).toHaveLength(4);
});

test("a full disk is a warning; what was noted before still counts, and nothing half written stays", (context) => {
  asPrograms();
  const creates = join(folder, "creates");
  mkdirSync(creates);
  writeFileSync(
    join(folder, "full.js"),
    `const { createRecordsIn } = require("./create-records");
     const { readdirSync, writeFileSync } = require("node:fs");
     const warnings = [];
     const records = createRecordsIn("creates", Date.now, (message) => warnings.push(message));
     const record = (urn, begunAt) => ({ urn, name: "assistant", host: "h", begunAt });
     const first = Date.now();
     records.begin(record("urn:a", first));
     try { writeFileSync("creates/fill", Buffer.alloc(100_000)); } catch {}
     for (const urn of ["urn:a", "urn:b"]) records.begin(record(urn, first + 1));
     const kept = records.find("urn:a", "assistant", "h")?.begunAt === first;
     const other = records.find("urn:b", "assistant", "h");
     console.log(JSON.stringify({ warnings, kept, other, files: readdirSync("creates").length }));`,
  );
  // A mount that this process and its children alone see.
  const mounted = ["-rm", "sh", "-c", "mount -t tmpfs -o size=16k tmpfs creates || exit 9; node full.js"];
  const { status, stdout, stderr } = spawnSync("unshare", mounted, { cwd: folder, encoding: "utf8" });
  if (status === null || status === 9 || stderr.startsWith("unshare:")) {
    context.skip("this machine lets nobody mount a small disk");
  }
  expect(status, stderr).toBe(0);
  const { warnings: said, ...rest } = JSON.parse(stdout) as { warnings: string[] };
  expect(said).toHaveLength(2);
  expect(said.join()).toMatch(/no space left/);
  expect(rest).toEqual({ kept: true, files: 2 });
});

test("it lies in the user's home where XDG_STATE_HOME is empty or relative, never in the working directory", () => {
  for (const given of ["", "state", "./state", "~/state"]) {
    expect(createRecordsFolder({ XDG_STATE_HOME: given }, "linux")).toBe(
      join(homedir(), ".local/state/pulumi-databricks-serving/creates"),
    );
  }
});

test("it lies in no working directory where HOME is empty or relative", () => {
  vi.stubEnv("HOME", "");
  expect(createRecordsFolder({}, "linux")).toBe(
    join(userInfo().homedir, ".local/state/pulumi-databricks-serving/creates"),
  );
  vi.stubEnv("HOME", "home");
  expect(createRecordsFolder({}, "linux")).toMatch(/^\//);
  vi.unstubAllEnvs();
});

test.runIf(existsSync("/proc/self"))(
  "a folder that a file system claims not to find under a parent that is there is a warning too",
  () => {
    const records = createRecordsIn("/proc/none/creates", Date.now, (message) => warnings.push(message));
    records.begin(record);
    expect(warnings.join("\n")).toContain("ENOENT");
  },
);

test("it lies where each platform keeps the state of a user's programs", () => {
  expect(createRecordsFolder({ XDG_STATE_HOME: "/s" }, "linux")).toBe("/s/pulumi-databricks-serving/creates");
  expect(createRecordsFolder({ LOCALAPPDATA: "C:" }, "win32")).toContain("pulumi-databricks-serving");
  expect(createRecordsFolder({}, "darwin")).toMatch(/\.local\/state\/pulumi-databricks-serving\/creates$/);
});

// @ts-check
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { engineOnPath } from "../../tools/engine/engine-on-path.mjs";
import { cacheFolders, ensureEngine } from "../../tools/engine/ensure-engine.mjs";
import { engineVersion, isAtLeast, oldestVersion } from "../../tools/engine/engine-version.mjs";
import { findGo } from "../../tools/engine/find-go.mjs";
import { userCache } from "../../tools/user-cache.mjs";
import { temporaryFolder } from "./temporary-folder.mjs";

const parts = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/**
 * Puts programs into a folder that answer the version they are told to.
 *
 * @param {string} folder
 * @param {readonly string[]} names
 * @param {string} [version]
 */
function install(folder, names, version = "v3.251.0") {
  mkdirSync(folder, { recursive: true });
  for (const name of names) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho ${version}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

describe.skipIf(process.platform === "win32")("the engine on the PATH", () => {
  it("is taken when it is complete and recent enough", async () => {
    const folder = install(temporaryFolder(), parts);
    expect(await engineOnPath({ PATH: folder })).toEqual({ folder, version: "v3.251.0" });
  });

  it("may have its language host elsewhere on the PATH", async () => {
    const folder = install(temporaryFolder(), ["pulumi"]);
    const plugins = install(temporaryFolder(), parts.slice(1));
    expect(await engineOnPath({ PATH: [folder, plugins].join(delimiter) })).toMatchObject({ folder });
  });

  it.each([
    [
      "is passed over when it is older than our provider is made for",
      parts,
      "v3.199.9",
      "is v3.199.9, older than",
    ],
    [
      "is passed over when it cannot run Node.js programs",
      ["pulumi"],
      "v3.251.0",
      "has no pulumi-language-nodejs",
    ],
    ["is passed over when it answers no version", parts, "nonsense", "is nonsense, older than"],
  ])("%s", async (_, names, version, reason) => {
    const folder = install(temporaryFolder(), names, version);
    expect(await engineOnPath({ PATH: folder })).toEqual({ reason: expect.stringContaining(reason) });
  });

  it("is asked for before anything is looked up or made in the cache", async () => {
    const folder = install(temporaryFolder(), parts);
    const cache = temporaryFolder();
    expect(await ensureEngine({ env: { PATH: folder }, cache })).toBe(folder);
    expect(readdirSync(cache)).toEqual([]);
  });
});

describe.skipIf(process.platform === "win32")("the engine in the user's cache", () => {
  it("is used again without asking anybody", async () => {
    const cache = temporaryFolder();
    const folder = install(cacheFolders(cache).build, parts);
    /** @type {string[]} */
    const said = [];
    expect(await ensureEngine({ env: { PATH: "" }, cache, log: (line) => said.push(line) })).toBe(folder);
    expect(said).toEqual([]);
  });

  it("does not count while a part of it is missing", async () => {
    const cache = temporaryFolder();
    install(cacheFolders(cache).build, parts.slice(0, 2));
    const made = join(cacheFolders(cache).archive, "bin");
    install(made, parts);
    expect(await ensureEngine({ env: { PATH: "" }, cache })).toBe(made);
  });

  it("is another one for another version, machine or source", () => {
    const { archive, build } = cacheFolders("/cache");
    for (const folder of [archive, build]) {
      expect(folder).toContain(`${engineVersion}-${process.platform}-${process.arch}`);
    }
    expect(build).toMatch(/-[0-9a-f]{12}$/);
  });

  it("lies where the operating system wants caches to be", () => {
    expect(userCache({ XDG_CACHE_HOME: "/x" }, "linux")).toBe("/x/pulumi-databricks-serving");
    expect(userCache({}, "linux")).toMatch(/\/\.cache\/pulumi-databricks-serving$/);
    expect(userCache({}, "darwin")).toMatch(/\/Library\/Caches\/pulumi-databricks-serving$/);
    expect(userCache({ LOCALAPPDATA: "/local" }, "win32")).toContain("/local");
  });
});

describe.skipIf(process.platform === "win32")("an engine that cannot be made", () => {
  it("says what to install when there is neither Pulumi nor Go", async () => {
    const cache = temporaryFolder();
    // A failure of the archive that is remembered: the test asks nobody.
    mkdirSync(join(cache, "engine"));
    writeFileSync(
      join(cache, "engine", "no-archive.txt"),
      `${Date.now()}\nget.pulumi.com is not reachable\n`,
    );
    /** @type {string[]} */
    const said = [];
    const old = install(temporaryFolder(), ["go"], "go1.20.1");
    await expect(ensureEngine({ env: { PATH: old }, cache, log: (line) => said.push(line) })).rejects.toThrow(
      /is Go 1\.20\.1; building Pulumi needs 1\.\d+\.\d+ or later: https:\/\/go\.dev\/dl\//,
    );
    expect(said.join("\n")).toContain("get.pulumi.com is not reachable (remembered");
    expect(existsSync(join(cache, "engine", "lock"))).toBe(false);
  });

  it("lets a Go that is too old for the module fetch the toolchain it asks for", async () => {
    const folder = install(temporaryFolder(), ["go"], "go1.22.5");
    const go = await findGo({ PATH: folder, GOFLAGS: "-modcacherw" });
    expect(go.env).toMatchObject({
      GOTOOLCHAIN: "auto",
      GOFLAGS: "-modcacherw -mod=readonly -buildvcs=false",
    });
  });
});

describe("a version", () => {
  it("is compared by number, not by text", () => {
    expect(isAtLeast("v3.1000.0", oldestVersion)).toBe(true);
    expect(isAtLeast("3.99.0", oldestVersion)).toBe(false);
    expect(isAtLeast("4.0.0-alpha.1", oldestVersion)).toBe(true);
    expect(isAtLeast("", oldestVersion)).toBe(false);
  });
});

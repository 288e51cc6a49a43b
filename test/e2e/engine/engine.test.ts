import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PulumiProject } from "./pulumi-project";

describe("the engine runs a TypeScript program with a dynamic provider:", () => {
  const project = new PulumiProject("dynamic");
  const outputs = async () => JSON.parse((await project.pulumi("stack", "output", "--json")).output);

  beforeAll(async () => {
    expect(await project.pulumi("stack", "init", "dev")).toMatchObject({ code: 0 });
    await project.pulumi("config", "set", "--secret", "hidden", "a secret");
  });
  afterAll(() => project.dispose());

  it("up creates, and outputs what the provider answered", async () => {
    const { code, output } = await project.pulumi("up", "--yes", "--skip-preview");
    expect(output).toContain("+ 2 created");
    expect(code).toBe(0);
    expect(await outputs()).toEqual({
      length: 5,
      seen: "organization/engine-dynamic/dev",
      hidden: "[secret]",
    });
  });

  it("preview of the same changes nothing", async () => {
    const { code, output } = await project.pulumi("preview", "--expect-no-changes");
    expect(output).toContain("2 unchanged");
    expect(code).toBe(0);
  });

  it("up updates what the configuration changes", async () => {
    await project.pulumi("config", "set", "text", "hello again");
    const { output } = await project.pulumi("up", "--yes", "--skip-preview");
    expect(output).toContain("~ 1 updated");
    expect(await outputs()).toMatchObject({ length: 11 });
  });

  it("a policy pack whose code lies elsewhere passes a good program", async () => {
    const { code, output } = await project.pulumi("preview", "--policy-pack", "../pack");
    expect(output).toContain("engine-pack@v1.2.3");
    expect(code).toBe(0);
  });

  it("and rejects a bad one, knowing the stack and its configuration", async () => {
    const { code, output } = await project.pulumi("preview", "--policy-pack", "../pack", "-c", "text=bad");
    expect(output).toContain("[mandatory]  no-bad-text");
    expect(output).toContain("a bad text in engine-dynamic/dev, dry run true, configured as bad");
    expect(code).not.toBe(0);
    await project.pulumi("config", "set", "text", "hello again");
  });

  it("a program that throws is reported once, by itself", async () => {
    const { code, output } = await project.pulumi("preview", "-c", "fail=true");
    expect(output).toContain("Error: the program says no");
    expect(output).not.toContain("exit code");
    expect(output).not.toContain("exit status");
    expect(code).not.toBe(0);
    await project.pulumi("config", "rm", "fail");
  });

  it("refresh takes over what was changed by hand", async () => {
    const { output } = await project.pulumi("refresh", "--yes", "--skip-preview");
    expect(output).toContain("~ 1 updated");
    expect(JSON.parse((await project.pulumi("stack", "export")).output)).toMatchObject({
      deployment: {
        resources: expect.arrayContaining([
          expect.objectContaining({ outputs: expect.objectContaining({ text: "changed by hand" }) }),
        ]),
      },
    });
  });

  it("about says which Node.js and which packages", async () => {
    const { output } = await project.pulumi("about");
    expect(output).toContain("This project is written in nodejs");
    expect(output).toContain(process.version);
  });

  it("destroy deletes all", async () => {
    const { code, output } = await project.pulumi("destroy", "--yes", "--skip-preview");
    expect(output).toContain("- 2 deleted");
    expect(code).toBe(0);
  });
});

describe("the engine stops a program", () => {
  const project = new PulumiProject("endless");
  afterAll(() => project.dispose());

  it("when it is interrupted, and leaves no process behind", async () => {
    await project.pulumi("stack", "init", "dev");
    const file = join(project.folder, "who");
    const up = project.start(["up", "--yes", "--skip-preview"], { ENDLESS_FILE: file });
    const ended = new Promise((done) => up.on("close", done));
    while (!existsSync(file) || readFileSync(file, "utf8") === "") await sleep(50);
    const program = JSON.parse(readFileSync(file, "utf8"));
    // The runtime options of Pulumi.yaml reached it.
    expect(program).toMatchObject({ typescript: false, node: ["--stack-trace-limit=3"] });

    up.kill("SIGINT");
    await sleep(500);
    up.kill("SIGINT");
    expect(await ended).not.toBe(0);
    await expect.poll(() => isAlive(program.pid), { timeout: 10_000 }).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

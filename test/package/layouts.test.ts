import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blocksOf } from "./markdown";
import { Workspace } from "./workspace";

const SLOW = 180_000;
const workspace = new Workspace();
beforeAll(() => workspace.setUp(), 240_000);
afterAll(() => workspace.dispose(), 180_000);

const PREVIEWED = "dynamic/databricks:ServingEndpoint shared create";

describe("a program that uses this package through a component of another one", () => {
  test(
    "is told by its constructor what to add where pnpm hides it, and runs then",
    async () => {
      await workspace.monorepo("pnpm");
      workspace.write("pnpm/pnpm-workspace.yaml", "packages: [gateway, infra]\n");
      await workspace.do("pnpm", "pnpm install --prefer-offline");
      const refused = await workspace.preview("pnpm/infra");
      expect(refused.output).toContain("pulumi-databricks-serving cannot be found from");
      expect(refused.output).toContain(
        `Run in ${workspace.path("pnpm/infra")}: pnpm add pulumi-databricks-serving`,
      );
      await workspace.do("pnpm/infra", `pnpm add ${workspace.ours["pulumi-databricks-serving"]}`);
      expect((await workspace.preview("pnpm/infra")).output).toContain(PREVIEWED);
    },
    SLOW,
  );

  test(
    "is told where Bun hides it, and runs then",
    async () => {
      await workspace.monorepo("bun");
      workspace.write("bun/bunfig.toml", '[install]\nlinker = "isolated"\n');
      await workspace.do("bun", "bun install");
      const refused = await workspace.preview("bun/infra");
      expect(refused.output).toContain(
        `Run in ${workspace.path("bun/infra")}: bun add pulumi-databricks-serving`,
      );
      await workspace.do("bun/infra", `bun add ${workspace.ours["pulumi-databricks-serving"]}`);
      expect((await workspace.preview("bun/infra")).output).toContain(PREVIEWED);
    },
    SLOW,
  );

  test(
    "is told where Yarn Plug'n'Play hides it, and runs then",
    async () => {
      await workspace.monorepo("yarn");
      workspace.write("yarn/.yarnrc.yml", "nodeLinker: pnp\n");
      workspace.write("yarn/yarn.lock", "");
      await workspace.do("yarn", "yarn install");
      const refused = await workspace.preview("yarn/infra", "yarn exec ");
      expect(refused.output).toContain("Run in that root: yarn add pulumi-databricks-serving @pulumi/pulumi");
      const packages = Object.entries(workspace.ours).map(([name, from]) => `${name}@${from}`);
      await workspace.do("yarn", `yarn add ${packages.join(" ")}`);
      expect((await workspace.preview("yarn/infra", "yarn exec ")).output).toContain(PREVIEWED);
    },
    SLOW,
  );
});

describe("an ES module", () => {
  const program =
    'import { ServingEndpoint } from "pulumi-databricks-serving";\nconst name = "shared";\n' +
    "export const id = new ServingEndpoint(name, { name }).endpointId;\nawait Promise.resolve();\n";

  test(
    "runs as plain JavaScript, and as TypeScript under nodenext",
    async () => {
      workspace.write("esm/package.json", { private: true, type: "module", dependencies: workspace.ours });
      await workspace.do("esm", "npm install --prefer-offline --no-audit --no-fund --loglevel=error");
      await workspace.project("esm", { "index.js": program });
      expect((await workspace.preview("esm")).output).toContain(PREVIEWED);

      await workspace.do(
        "esm",
        "npm install --prefer-offline --no-audit --no-fund --loglevel=error ts-node@10.9.2 typescript@6.0.3 @types/node@20",
      );
      await workspace.do("esm", "rm index.js");
      workspace.write("esm/index.ts", program);
      const settings = blocksOf("docs/programs.md").find(({ language }) => language === "json");
      workspace.write("esm/tsconfig.json", settings?.text ?? "");
      expect((await workspace.preview("esm")).output).toContain(PREVIEWED);
    },
    SLOW,
  );
});

describe("an inline program of the Automation API", () => {
  const service = (options: string) => `
    const { LocalWorkspace } = require("@pulumi/pulumi/automation");
    const { ServingEndpoint } = require("pulumi-databricks-serving");
    const program = async () => void new ServingEndpoint("shared", { name: "shared" });
    const args = { stackName: "inline", projectName: "service", program };
    LocalWorkspace.createOrSelectStack(args, ${options})
      .then((stack) => stack.preview())
      .then(({ stdout }) => console.log(stdout), (error) => console.log(error.message))
      .finally(() => process.exit());`;

  test(
    "runs in the folder that has the package, and from any other with that as workDir, as its error says",
    async () => {
      workspace.write("service/package.json", { private: true, dependencies: workspace.ours });
      await workspace.do("service", "npm install --prefer-offline --no-audit --no-fund --loglevel=error");
      workspace.write("service/index.js", service("{}"));
      expect((await workspace.run("service", "node index.js")).output).toContain(PREVIEWED);

      const refused = await workspace.run(".", "node service/index.js");
      // Where the engine runs is only to be seen on Linux.
      if (process.platform === "linux")
        expect(refused.output).toContain("{ workDir: __dirname, projectSettings:");

      workspace.write(
        "service/index.js",
        service('{ workDir: __dirname, projectSettings: { name: "service", runtime: "nodejs" } }'),
      );
      expect((await workspace.run(".", "node service/index.js")).output).toContain(PREVIEWED);
    },
    SLOW,
  );
});

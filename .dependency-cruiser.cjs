// @ts-check
// Imports go one way. `npm run check` holds it; each rule says why it is there.

/** Code that is published. */
const SHIPPED = "^(provider|sdk|policies|emulator|cli)/";

/**
 * @param {string} name
 * @param {string} comment the reason, printed with each violation
 * @param {object} from
 * @param {object} to
 */
const forbid = (name, comment, from, to) => ({
  name,
  severity: /** @type {const} */ ("error"),
  comment,
  from,
  to,
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    forbid(
      "no-cycle",
      "A cycle has no order to read it in, and breaks CommonJS loading.",
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    ),
    forbid(
      "no-cycle-of-types",
      "Two files that need each other's types are one concept told in two places: the types belong below both.",
      { path: SHIPPED },
      { circular: true },
    ),
    forbid(
      "no-orphan",
      "A module that nobody imports, and that imports nobody, is dead.",
      { orphan: true, path: SHIPPED, pathNot: "/index\\.ts$|\\.json$" },
      {},
    ),
    forbid("resolvable", "An import that leads nowhere fails at the user's.", {}, { couldNotResolve: true }),
    forbid(
      "no-development-dependency",
      "What is published may only need what a user's npm installs.",
      { path: SHIPPED },
      {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        dependencyTypesNot: ["type-only", "npm-peer"],
      },
    ),
    forbid(
      "shipped-code-alone",
      "Tests, tools and the benchmark are not in the package.",
      { path: SHIPPED },
      { path: "^(test|tools|bench|examples)/" },
    ),

    forbid(
      "emulator-is-a-witness",
      "It checks what the provider sends; sharing code with it, it would agree with its mistakes.",
      { path: "^emulator/" },
      { path: "^(provider|sdk|policies|cli)/" },
    ),
    forbid(
      "provider-below-all",
      "The SDK, the policies and the command line are built on the provider, not the other way round.",
      { path: "^provider/" },
      { path: "^(sdk|policies|emulator|cli)/" },
    ),
    forbid(
      "sdk-reads-schemas",
      "A program needs a resource's types and limits, and from its schema which fields are credentials. What talks to a " +
        "workspace lives in the provider's own process, found by a pointer in the state; functions that look something up " +
        "load it when they are called. How a host is spelt both have to agree on.",
      { path: "^sdk/" },
      {
        path: "^provider/(?!resources/|schema/|catalog/|text/|client/api/normalise-host)",
        dependencyTypesNot: ["type-only"],
        dynamic: false,
      },
    ),
    forbid(
      "sdk-alone",
      "A user's program imports nothing but resources.",
      { path: "^sdk/" },
      { path: "^(policies|emulator|cli)/" },
    ),
    forbid(
      "policies-read-facts",
      "A rule judges what a program says, by the catalogue and the schemas; it makes no request and needs no SDK.",
      { path: "^policies/" },
      { path: "^(sdk|emulator|cli)/|^provider/(?!catalog/|resources/|check/|schema/|text/)" },
    ),
    forbid(
      "cli-on-top",
      "The command line is an entry, not a library.",
      { pathNot: "^(cli|test)/" },
      { path: "^cli/" },
    ),

    forbid(
      "one-transport",
      "The lifecycle knows neither Pulumi nor its wire: the dynamic provider and the plugin serve the same code.",
      { path: "^provider/", pathNot: "^provider/pulumi/" },
      { path: "node_modules/(@pulumi|@grpc|google-protobuf)/" },
    ),
    forbid(
      "transports-apart",
      "What both transports need is beside them; neither knows of the other.",
      { path: "^provider/pulumi/(dynamic|plugin)/" },
      { path: "^provider/pulumi/(dynamic|plugin)/", pathNot: "^provider/pulumi/$1/" },
    ),
    forbid(
      "transport-is-an-entry",
      "Only the entry that the state points to hands calls over to a transport; the plugin is an entry by itself.",
      { path: "^provider/", pathNot: "^provider/(pulumi/|index\\.ts$)" },
      { path: "^provider/pulumi/" },
    ),
    forbid(
      "text-is-text",
      "What compares words knows nothing of what they name.",
      { path: "^provider/text/" },
      { path: "^provider/(?!text/)" },
    ),
    forbid(
      "kit-is-general",
      "What schemas are made of knows no single schema.",
      { path: "^provider/schema/" },
      { path: "^provider/(?!schema/|text/)" },
    ),
    forbid(
      "catalog-is-data",
      "Facts about providers and models stand by themselves, so that policies and docs read them alone.",
      { path: "^provider/catalog/" },
      { path: "^provider/(?!catalog/|text/)" },
    ),
    forbid(
      "schemas-over-catalog",
      "A resource's schema says what it is, not what is done with it.",
      { path: "^provider/resources/" },
      { path: "^provider/(?!resources/|schema/|catalog/|text/)" },
    ),
    forbid(
      "check-judges",
      "What the API always refuses follows from what the program says alone.",
      { path: "^provider/check/" },
      { path: "^provider/(?!check/|resources/|schema/|catalog/|text/)", dependencyTypesNot: ["type-only"] },
    ),
    forbid(
      "plan-decides",
      "A plan follows from old and new inputs; to know more, it would have to ask the workspace.",
      { path: "^provider/plan/" },
      { path: "^provider/(?!plan/|resources/|schema/|catalog/)", dependencyTypesNot: ["type-only"] },
    ),
    forbid(
      "pure-is-pure",
      "Time, randomness and network come in as arguments.",
      { path: "^provider/(text|schema|catalog|resources|check|plan)/" },
      { path: "node_modules/undici|^(node:)?(https?|http2|net|tls|dns|timers|fs|child_process)(/|$)" },
    ),
    forbid(
      "client-speaks-the-api",
      "One typed method a call: it knows wire names and answers, not what they are for.",
      { path: "^provider/client/" },
      { path: "^provider/(?!client/|resources/|schema/|catalog/)", dependencyTypesNot: ["type-only"] },
    ),
    forbid(
      "api-is-a-client",
      "One HTTP client: it carries requests whose meaning it does not know.",
      { path: "^provider/client/api/" },
      { path: "^provider/(?!client/api/|schema/)", dependencyTypesNot: ["type-only"] },
    ),

    forbid(
      "http-in-one-place",
      "Authentication, retries and redaction hold because every request goes through the client.",
      { path: "^(provider|sdk|policies)/", pathNot: "^provider/client/api/" },
      { path: "node_modules/undici|^(node:)?(https?|http2)$" },
    ),
    forbid(
      "web-server-in-emulator",
      "Nothing else listens.",
      { path: "^(provider|sdk|policies|cli)/" },
      { path: "node_modules/(hono|@hono)/" },
    ),
    forbid(
      "policy-sdk-in-policies",
      "It is an optional peer for those who only use the resources.",
      { path: "^(provider|sdk|emulator|cli)/" },
      { path: "node_modules/@pulumi/policy" },
    ),
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^dist/"] },
    exclude: { path: ["/programs/", "/fixtures/"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["types", "import", "require", "node", "default"],
    },
    cache: { folder: "node_modules/.cache/dependency-cruiser", strategy: "content" },
  },
};

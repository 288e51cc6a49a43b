const { plainResources } = require("./plain-resources.cjs");

plainResources("./nothing-provider.cjs");

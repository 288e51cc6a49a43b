const { plainResources } = require("./plain-resources.cjs");

plainResources("./sending-provider.cjs");

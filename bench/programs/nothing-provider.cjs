/** A provider that does nothing: what remains is the engine's own work. */
const isSame = (olds, news) => JSON.stringify(olds.config) === JSON.stringify(news.config);

module.exports = {
  check: async (_olds, news) => ({ inputs: news, failures: [] }),
  diff: async (_id, olds, news) => ({ changes: !isSame(olds, news) }),
  create: async (inputs) => ({ id: inputs.name, outs: inputs }),
  read: async (id, props) => ({ id, props, inputs: props }),
  update: async (_id, _olds, news) => ({ outs: news }),
  delete: async () => {},
};

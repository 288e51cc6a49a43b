// What the engine must be able to run, and nothing of ours: a TypeScript program with a dynamic provider.
import * as pulumi from "@pulumi/pulumi";

interface NoteInputs {
  text: pulumi.Input<string>;
}

const provider: pulumi.dynamic.ResourceProvider<{ text: string }, { text: string; length: number }> = {
  diff: async (_id, olds, news) => ({ changes: olds.text !== news.text }),
  create: async (inputs) => ({ id: "note", outs: { text: inputs.text, length: inputs.text.length } }),
  update: async (_id, _olds, news) => ({ outs: { text: news.text, length: news.text.length } }),
  read: async (id) => ({ id, props: { text: "changed by hand", length: 15 } }),
};

class Note extends pulumi.dynamic.Resource {
  readonly length!: pulumi.Output<number>;
  constructor(name: string, args: NoteInputs) {
    super(provider, name, { length: undefined, ...args }, undefined, "engine", "Note");
  }
}

const config = new pulumi.Config();
if (config.getBoolean("fail")) throw new Error("the program says no");

export const length = new Note("note", { text: config.get("text") ?? "hello" }).length;
export const seen = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
export const hidden = config.getSecret("hidden");

/**
 * An error of which Pulumi's dynamic provider prints little more than its name: it writes `${error}: ${error.stack}` to the
 * stack's line, beside the message that it hands to the engine for the resource's line.
 */
export class QuietError extends Error {
  override readonly name = "databricks-serving";

  constructor(message: string) {
    super(message);
    this.stack = "the error stands with the resource";
  }

  override toString(): string {
    return this.name;
  }
}

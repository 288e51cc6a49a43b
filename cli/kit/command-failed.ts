/** Ends a command with a message for people: what was found, what is allowed, what to do. */
export class CommandFailed extends Error {
  override readonly name: string = "CommandFailed";
}

/** The same where the arguments are at fault, not the world. */
export class CalledWrongly extends CommandFailed {
  override readonly name = "CalledWrongly";
}

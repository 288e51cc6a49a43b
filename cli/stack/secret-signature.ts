/** The field by which Pulumi marks a value in an exported state that is no plain one, such as a secret. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";

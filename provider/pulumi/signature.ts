/** The field by which Pulumi marks a value that is no plain one, such as a secret, on its wire and in states. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** A file or folder of the workspace, by its path. */
export interface StoredFile {
  type: "DIRECTORY" | "FILE";
  /** Base64; absent for a folder. */
  content?: string;
  createdAt: number;
  modifiedAt: number;
}

export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Whether a file is a test or a fixture of one. */
export const isTest = (path: string) => /\.test\.tsx?$|\/testing\/|\/e2e\//.test(path);

/** The oldest Node that runs TypeScript and has all that the shop uses. Older ones run this file, so it is plain JavaScript. */
const MAJOR_MIN = 24;

/**
 * What to tell a person who started a process on Node `version`, or null if that is new enough.
 * @param {string} version such as 20.9.0
 * @returns {string | null}
 */
export function complaintAbout(version) {
  if (Number.parseInt(version, 10) >= MAJOR_MIN) return null;
  return (
    `This process needs Node ${MAJOR_MIN} or newer; this is Node ${version}, which cannot run it.\n` +
    "Run `npm start` in the project's root: it starts the whole shop, on the Node that the project brings."
  );
}

/** Ends the process with a message if its Node is too old. Call it before anything that is TypeScript is imported. */
export function requireNode() {
  const complaint = complaintAbout(process.versions.node);
  if (complaint === null) return;
  process.stderr.write(`\n${complaint}\n\n`);
  process.exit(1);
}

export { resolveRow as resolveDeadLetter } from "./dead-letters.sql.ts";

export { type Resolution, resolveRow as resolveDeadLetter } from "./dead-letters.sql.ts";

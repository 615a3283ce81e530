import { type Todo, TODO_MAX } from "@cartwright/contracts/admin";
import type { Db } from "@cartwright/db/client";
import { selectTodo } from "./todo.sql.ts";

/** How much there is to do, each number counted to `TODO_MAX` at most. */
export async function readTodo(db: Db): Promise<Todo> {
  return selectTodo(db, TODO_MAX);
}

import { parseArgs } from "node:util";

export interface OptionHelp {
  readonly type: "boolean" | "string";
  /** What a string option takes, with its unit, such as `SECONDS`. */
  readonly value?: string;
  /** What it does and, where there is one, its default. */
  readonly says: string;
  readonly multiple?: boolean;
}

/** How a command is called. */
export interface CommandHelp {
  /** `npm run admin`: what a person types before the arguments. */
  readonly name: string;
  readonly does: string;
  /** The forms of its arguments, without `name` and `--`. */
  readonly forms: readonly string[];
  readonly options: Readonly<Record<string, OptionHelp>>;
  /** Whole command lines. */
  readonly examples: readonly string[];
  readonly exits: Readonly<Record<number, string>>;
}

type Value = string | boolean | (string | boolean)[] | undefined;

/** What a command line asks for: to be told how the command is called, to be told what is wrong with it, or to run. */
export type CommandLine =
  | { readonly kind: "help"; readonly text: string }
  | { readonly kind: "wrong"; readonly text: string }
  | { readonly kind: "run"; readonly values: Readonly<Record<string, Value>>; readonly positionals: readonly string[] };

const HELP: OptionHelp = { type: "boolean", says: "say this" };
const flagOf = (name: string, { value }: OptionHelp) => `--${name}${value === undefined ? "" : ` ${value}`}`;
const called = (name: string, args: string) => (args === "" ? name : `${name} -- ${args}`);

/** Usage, options, examples and exit codes, for a terminal. */
export function describeCommand({ name, does, forms, options, examples, exits }: CommandHelp): string {
  const all = Object.entries({ ...options, help: HELP });
  const width = Math.max(...all.map(([flag, option]) => flagOf(flag, option).length));
  return [
    does,
    "",
    ...forms.map((form, index) => `${index === 0 ? "Usage: " : "       "}${called(name, form)}`),
    "",
    ...all.map(([flag, option]) => `  ${flagOf(flag, option).padEnd(width)}  ${option.says}`),
    "",
    ...examples.map((example, index) => `${index === 0 ? "Example: " : "         "}${example}`),
    "",
    `Ends with ${Object.entries(exits)
      .map(([code, when]) => `${code} ${when}`)
      .join(", ")}.`,
  ].join("\n");
}

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? error.code : null);

/** What is wrong with the arguments, in one line that says what would be right. */
function problemOf(error: unknown, command: CommandHelp): string {
  const known = [...Object.keys(command.options), "help"].map((name) => `--${name}`).join(", ");
  const message = error instanceof Error ? error.message : String(error);
  const flag = /'(-[^' ]*)/.exec(message)?.[1] ?? "";
  if (codeOf(error) === "ERR_PARSE_ARGS_UNKNOWN_OPTION") return `There is no option ${flag}. Known are ${known}.`;
  if (codeOf(error) === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL") {
    const word = /'([^']*)'/.exec(message)?.[1] ?? "";
    return `"${word}" is one argument too many. Known options are ${known}.`;
  }
  const option = command.options[flag.slice(2)];
  if (option?.value === undefined) return `${flag} takes no value.`;
  return `${flag} needs a value: ${flagOf(flag.slice(2), option)}.`;
}

/** Reads a command line, without running anything. */
export function readCommandLine(command: CommandHelp, args: readonly string[]): CommandLine {
  const options = Object.entries(command.options).map(([name, { type, multiple = false }]) => [
    name,
    { type, multiple },
  ]);
  const takesWords = command.forms.some((form) => /^[A-Za-z]/.test(form));
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: takesWords,
      options: {
        ...(Object.fromEntries(options) as Record<string, { type: "boolean" | "string"; multiple: boolean }>), // as listed
        help: { type: "boolean", short: "h" },
      },
    });
    if (values["help"] === true) return { kind: "help", text: describeCommand(command) };
    return { kind: "run", values, positionals };
  } catch (error) {
    return { kind: "wrong", text: `${problemOf(error, command)}\n\n${describeCommand(command)}` };
  }
}

/** The same at a terminal: says how the command is called and ends with 0, or what is wrong with the call and ends with 2. */
export function commandLine(
  command: CommandHelp,
  args: readonly string[] = process.argv.slice(2),
): Extract<CommandLine, { kind: "run" }> {
  const line = readCommandLine(command, args);
  if (line.kind === "run") return line;
  if (line.kind === "help") console.log(line.text);
  else console.error(line.text);
  process.exit(line.kind === "help" ? 0 : 2);
}

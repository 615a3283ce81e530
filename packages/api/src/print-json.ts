const WIDTH_MAX = 110;

/** JSON that puts on one line what fits there. */
export function printJson(value: unknown, indent = ""): string {
  const line = JSON.stringify(value);
  if (indent.length + line.length <= WIDTH_MAX || typeof value !== "object" || value === null) return line;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((one) => deeper + printJson(one, deeper)).join(",\n")}\n${indent}]`;
  const fields = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([name, one]) => `${deeper}${JSON.stringify(name)}: ${printJson(one, deeper)}`);
  return `{\n${fields.join(",\n")}\n${indent}}`;
}

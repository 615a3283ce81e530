import { type Role, StaffRole } from "@cartwright/contracts/permissions";
import { SelectField } from "@cartwright/ui/select";
import { ROLE_HINT, ROLE_WORD } from "../people/people-words.ts";

const SHOPPER_WORD = "None, a customer";

/** A choice of role, with what it brings. */
export function RoleField<R extends Role>({
  role,
  roles,
  onChange,
}: {
  role: R;
  roles: readonly R[];
  onChange: (role: R) => void;
}) {
  const wordOf = (each: Role) => (each === "shopper" ? SHOPPER_WORD : ROLE_WORD[each]);
  return (
    <SelectField
      label="Role"
      hint={role === "shopper" ? "Loses access to the back office and keeps the account." : hintOf(role)}
      value={role}
      onChange={(event) => {
        const chosen = roles.find((each) => each === event.target.value);
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {roles.map((each) => (
        <option key={each} value={each}>
          {wordOf(each)}
        </option>
      ))}
    </SelectField>
  );
}

function hintOf(role: Role): string {
  const staff = StaffRole.safeParse(role);
  return staff.success ? ROLE_HINT[staff.data] : "";
}

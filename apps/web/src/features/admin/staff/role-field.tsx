import type { Role } from "@cartwright/contracts/permissions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { SelectField } from "@cartwright/ui/select";

const keyOf = (role: Role) => (role === "shopper" ? "none" : role);

/** A select for the role, with what it allows. */
export function RoleField<R extends Role>({
  role,
  roles,
  onChange,
}: {
  role: R;
  roles: readonly R[];
  onChange: (role: R) => void;
}) {
  const t = useTranslations("adminPeople");
  return (
    <SelectField
      label={t("role.label")}
      hint={t(`role.${keyOf(role)}Hint`)}
      value={role}
      onChange={(event) => {
        const chosen = roles.find((each) => each === event.target.value);
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {roles.map((each) => (
        <option key={each} value={each}>
          {t(`role.${keyOf(each)}`)}
        </option>
      ))}
    </SelectField>
  );
}

import { holds, type Permission, PERMISSIONS, StaffRole } from "@cartwright/contracts/permissions";
import { getTranslations } from "@cartwright/messages/get-translations";
import { Table, Td, Th } from "@cartwright/ui/table";
import { Check, Minus } from "lucide-react";
import { Fragment } from "react";

type Area = Permission extends `${infer Name}:${string}` ? Name : never;

const areaOf = (permission: Permission) => permission.split(":")[0] as Area; // every permission begins with its area
const ALL = Object.keys(PERMISSIONS) as Permission[]; // the table's own keys
const AREAS = [...Map.groupBy(ALL, areaOf)];

/** Every permission with the roles that hold it, as the server checks them. */
export function RolesTable() {
  const t = getTranslations("adminRoles");
  const people = getTranslations("adminPeople");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("permission")}</Th>
          {StaffRole.options.map((role) => (
            <Th key={role} className="text-center">
              {people(`role.${role}`)}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {AREAS.map(([area, permissions]) => (
          <Fragment key={area}>
            <tr>
              <Th scope="rowgroup" colSpan={StaffRole.options.length + 1} className="bg-sunk text-ink">
                {t(`area.${area}`)}
              </Th>
            </tr>
            {permissions.map((permission) => (
              <tr key={permission}>
                <Td>{t(`act.${permission}`)}</Td>
                {StaffRole.options.map((role) => (
                  <Td key={role} className="text-center">
                    <Mark on={holds(role, permission)} />
                  </Td>
                ))}
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </Table>
  );
}

function Mark({ on }: { on: boolean }) {
  const t = getTranslations("adminRoles");
  const Icon = on ? Check : Minus;
  return (
    <>
      <Icon aria-hidden="true" className={on ? "mx-auto size-4 text-good" : "mx-auto size-4 text-muted"} />
      <span className="sr-only">{t(on ? "yes" : "no")}</span>
    </>
  );
}

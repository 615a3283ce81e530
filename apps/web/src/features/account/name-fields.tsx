import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";

interface NameFieldsProps {
  name?: { readonly firstName: string; readonly lastName: string };
  errors: Readonly<Record<string, string>>;
}

/** First and last name, side by side on wide screens. */
export function NameFields({ name, errors }: NameFieldsProps) {
  const t = useTranslations("signIn");
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <TextField
        label={t("firstName")}
        name="firstName"
        autoComplete="given-name"
        maxLength={80}
        defaultValue={name?.firstName}
        error={errors["firstName"]}
      />
      <TextField
        label={t("lastName")}
        name="lastName"
        optional
        autoComplete="family-name"
        maxLength={80}
        defaultValue={name?.lastName}
        error={errors["lastName"]}
      />
    </div>
  );
}

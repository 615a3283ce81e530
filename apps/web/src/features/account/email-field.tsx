import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";

/** The email address of an account, which browsers fill in as the user name. */
export function EmailField({ error }: { error: string | undefined }) {
  const t = useTranslations("signIn");
  return (
    <TextField
      label={t("email")}
      name="email"
      type="email"
      inputMode="email"
      autoComplete="username"
      maxLength={254}
      error={error}
    />
  );
}

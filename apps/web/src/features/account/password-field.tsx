import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";

/** The current password of an account. */
export function PasswordField({ error }: { error: string | undefined }) {
  const t = useTranslations("signIn");
  return (
    <TextField
      label={t("password")}
      name="password"
      type="password"
      autoComplete="current-password"
      maxLength={1024}
      error={error}
    />
  );
}

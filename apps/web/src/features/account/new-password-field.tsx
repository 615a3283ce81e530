import { TextField } from "@cartwright/ui/field";

export const NEW_PASSWORD_SENTENCE = "Use 8 or more characters, and none of the common passwords.";

interface NewPasswordFieldProps {
  label: string;
  hint: string;
  error: string | undefined;
}

/** A password that is being chosen; browsers offer to make one up. */
export function NewPasswordField({ label, hint, error }: NewPasswordFieldProps) {
  return (
    <TextField
      label={label}
      name="password"
      type="password"
      autoComplete="new-password"
      maxLength={1024}
      error={error}
      hint={hint}
    />
  );
}

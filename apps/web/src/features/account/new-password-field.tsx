import { TextField } from "@cartwright/ui/field";

interface NewPasswordFieldProps {
  label: string;
  hint: string;
  error: string | undefined;
}

/** A new password; browsers offer to generate one. */
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

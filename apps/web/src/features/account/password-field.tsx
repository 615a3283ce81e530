import { TextField } from "@cartwright/ui/field";

/** The password that somebody has; a new one is asked for in other words. */
export function PasswordField({ error }: { error: string | undefined }) {
  return (
    <TextField
      label="Password"
      name="password"
      type="password"
      autoComplete="current-password"
      maxLength={1024}
      error={error}
    />
  );
}

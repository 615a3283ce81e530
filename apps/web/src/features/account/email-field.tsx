import { TextField } from "@cartwright/ui/field";

export const EMAIL_SENTENCE = "Enter your e-mail address, such as name@example.com.";

/** The address of an account, which browsers fill in as a user name. */
export function EmailField({ error }: { error: string | undefined }) {
  return (
    <TextField
      label="E-mail"
      name="email"
      type="email"
      inputMode="email"
      autoComplete="username"
      maxLength={254}
      error={error}
    />
  );
}

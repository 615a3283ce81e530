import { TextField } from "@cartwright/ui/field";

export const NAME_SENTENCES = { firstName: "Enter your first name.", lastName: "Enter your last name." };

interface NameFieldsProps {
  name?: { readonly firstName: string; readonly lastName: string };
  errors: Readonly<Record<string, string>>;
}

/** First and last name, side by side where there is room. */
export function NameFields({ name, errors }: NameFieldsProps) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <TextField
        label="First name"
        name="firstName"
        autoComplete="given-name"
        maxLength={80}
        defaultValue={name?.firstName}
        error={errors["firstName"]}
      />
      <TextField
        label="Last name"
        name="lastName"
        autoComplete="family-name"
        maxLength={80}
        defaultValue={name?.lastName}
        error={errors["lastName"]}
      />
    </div>
  );
}

import { SHIPMENT_ROWS_MAX } from "@cartwright/contracts/shipment-list";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Field, Textarea } from "@cartwright/ui/field";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { useRef, useState } from "react";

const FILE_KILOBYTES_MAX = 100;

interface ListFormProps {
  text: string;
  onText: (text: string) => void;
  /** Why the list cannot be read. */
  refusal: string | null;
  busy: boolean;
  onCheck: () => void;
}

/** Takes the list as pasted text or from a file. */
export function ListForm({ text, onText, refusal, busy, onCheck }: ListFormProps) {
  const t = useTranslations("adminShipments");
  const input = useRef<HTMLInputElement>(null);
  const [isTooLarge, setTooLarge] = useState(false);

  async function read(file: File | undefined) {
    if (!file) return;
    const fits = file.size <= FILE_KILOBYTES_MAX * 1_024;
    setTooLarge(!fits);
    if (fits) onText(await file.text());
  }

  const problem = isTooLarge ? t("fileTooLarge", { max: FILE_KILOBYTES_MAX }) : refusal;
  return (
    <form
      className="grid max-w-3xl gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onCheck();
      }}
    >
      <Field
        label={t("text")}
        hint={t("hint", { max: SHIPMENT_ROWS_MAX })}
        {...(problem !== null && { error: problem })}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={10}
            spellCheck={false}
            className="font-mono text-sm"
            placeholder={t("example")}
            maxLength={FILE_KILOBYTES_MAX * 1_024}
            value={text}
            onChange={(event) => {
              setTooLarge(false);
              onText(event.target.value);
            }}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <SubmitButton size="sm" busy={busy} disabled={text.trim() === ""}>
          {t("check")}
        </SubmitButton>
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          aria-label={t("fileInput")}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            void read(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <Button variant="secondary" size="sm" onClick={() => input.current?.click()}>
          {t("file")}
        </Button>
      </div>
    </form>
  );
}

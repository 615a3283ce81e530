import { Notice } from "@cartwright/ui/notice";

/** The error of a form as a whole; errors of a field are shown at the field. */
export function FormNotice({ failure }: { failure: string | null }) {
  return failure === null ? null : (
    <Notice tone="bad" urgent>
      {failure}
    </Notice>
  );
}

import { Notice } from "@cartwright/ui/notice";

/** Why a form was refused as a whole, if it was; complaints about a field stand at the field. */
export function FormNotice({ failure }: { failure: string | null }) {
  return failure === null ? null : (
    <Notice tone="bad" urgent>
      {failure}
    </Notice>
  );
}

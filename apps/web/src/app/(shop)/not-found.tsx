import { NothingThere } from "../../features/shell/nothing-there.tsx";

export default function NotFound() {
  return <NothingThere />;
}

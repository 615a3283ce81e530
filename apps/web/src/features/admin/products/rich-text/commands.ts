import { setBlockType, toggleMark } from "prosemirror-commands";
import type { Attrs, MarkType, NodeType, ResolvedPos } from "prosemirror-model";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import type { Command, EditorState } from "prosemirror-state";
import { schema } from "./schema.ts";

const { nodes, marks } = schema;

export const makeParagraph = setBlockType(nodes.paragraph);
export const makeHeading = (level: 2 | 3): Command => setBlockType(nodes.heading, { level });
export const toggleStrong = toggleMark(marks.strong);
export const toggleEmphasis = toggleMark(marks.emphasis);

function listAround($pos: ResolvedPos) {
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    const node = $pos.node(depth);
    if (node.type === nodes.bulletList || node.type === nodes.numberedList) return { node, pos: $pos.before(depth) };
  }
  return undefined;
}

/** Makes a list, changes its kind, or takes the selected items out of it. */
export const toggleList =
  (type: NodeType): Command =>
  (state, dispatch) => {
    const list = listAround(state.selection.$from);
    if (!list) return wrapInList(type)(state, dispatch);
    if (list.node.type === type) return liftListItem(nodes.listItem)(state, dispatch);
    dispatch?.(state.tr.setNodeMarkup(list.pos, type));
    return true;
  };

/** Plain paragraphs without marks, in the selection or else in the block of the cursor. */
export const clearFormatting: Command = (state, dispatch) => {
  const { $from, from, to, empty } = state.selection;
  if (!$from.parent.isTextblock) return false;
  const range = empty ? { from: $from.start(), to: $from.end() } : { from, to };
  dispatch?.(
    state.tr.removeMark(range.from, range.to).setBlockType(range.from, range.to, nodes.paragraph).setStoredMarks([]),
  );
  return true;
};

/** The whole link under the cursor, or the selection. */
function linkRange(state: EditorState): { readonly from: number; readonly to: number; readonly href: string | null } {
  const { $from, from, to, empty } = state.selection;
  const linkOf = (list: readonly { readonly type: MarkType; readonly attrs: Attrs }[]) =>
    list.find(({ type }) => type === marks.link);
  let at = $from.start();
  let found: { readonly from: number; readonly to: number; readonly href: string } | undefined;
  $from.parent.forEach((child) => {
    const href = linkOf(child.marks)?.attrs["href"] as string | undefined; // of the schema
    const end = at + child.nodeSize;
    if (href !== undefined) {
      const joins = found?.href === href && found.to === at;
      const part = { from: joins && found ? found.from : at, to: end, href };
      if (joins || !found || found.to < from) found = part;
    }
    at = end;
  });
  const isUnder = found !== undefined && found.from <= from && from <= found.to;
  if (found && isUnder && (empty || to <= found.to)) return found;
  return { from, to, href: null };
}

export const linkAt = (state: EditorState): string | null => linkRange(state).href;

/** Links the selection, or inserts the address as a link. */
export const setLink =
  (href: string): Command =>
  (state, dispatch) => {
    const { from, to } = linkRange(state);
    const mark = marks.link.create({ href });
    if (from === to)
      dispatch?.(state.tr.replaceSelectionWith(schema.text(href.replace(/^mailto:/, ""), [mark]), false));
    else dispatch?.(state.tr.removeMark(from, to, marks.link).addMark(from, to, mark));
    return true;
  };

export const removeLink: Command = (state, dispatch) => {
  const { from, to } = linkRange(state);
  dispatch?.(state.tr.removeMark(from, to, marks.link));
  return true;
};

/** Which buttons are pressed at the cursor. */
export function formatAt(state: EditorState) {
  const { $from, from, to, empty } = state.selection;
  const has = (type: MarkType) =>
    empty
      ? (state.storedMarks ?? $from.marks()).some((mark) => mark.type === type)
      : state.doc.rangeHasMark(from, to, type);
  const { type, attrs } = $from.parent;
  const list = listAround($from)?.node.type;
  return {
    paragraph: type === nodes.paragraph,
    heading2: type === nodes.heading && attrs["level"] === 2,
    heading3: type === nodes.heading && attrs["level"] === 3,
    bold: has(marks.strong),
    italic: has(marks.emphasis),
    bulletList: list === nodes.bulletList,
    numberedList: list === nodes.numberedList,
    link: linkAt(state) !== null || has(marks.link),
  };
}

import { baseKeymap } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { type Command, EditorState } from "prosemirror-state";
import { makeHeading, makeParagraph, toggleEmphasis, toggleList, toggleStrong } from "./commands.ts";
import { parseInBrowser, readHtml } from "./html.ts";
import { schema } from "./schema.ts";

const { nodes } = schema;

const insertBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.lineBreak.create()).scrollIntoView());
  return true;
};

/** Tab is left to the page, so that no one is trapped in the editor. */
const keys = (openLink: () => void) =>
  keymap({
    "Mod-z": undo,
    "Shift-Mod-z": redo,
    "Mod-y": redo,
    "Mod-b": toggleStrong,
    "Mod-i": toggleEmphasis,
    "Mod-k": () => {
      openLink();
      return true;
    },
    "Mod-Alt-0": makeParagraph,
    "Mod-Alt-2": makeHeading(2),
    "Mod-Alt-3": makeHeading(3),
    "Mod-Shift-7": toggleList(nodes.numberedList),
    "Mod-Shift-8": toggleList(nodes.bulletList),
    "Mod-]": sinkListItem(nodes.listItem),
    "Mod-[": liftListItem(nodes.listItem),
    "Shift-Enter": insertBreak,
    Enter: splitListItem(nodes.listItem),
  });

export const createEditorState = (html: string, openLink: () => void): EditorState =>
  EditorState.create({
    doc: readHtml(html, parseInBrowser),
    plugins: [history({ depth: 200 }), keys(openLink), keymap(baseKeymap)],
  });

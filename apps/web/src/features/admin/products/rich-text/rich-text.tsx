"use client";

import type { Command, EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { linkAt, removeLink, setLink } from "./commands.ts";
import { createEditorState } from "./editor-state.ts";
import { parseInBrowser, writeHtml } from "./html.ts";
import { LinkForm } from "./link-form.tsx";
import { setStylesAside } from "./schema.ts";
import { Toolbar } from "./toolbar.tsx";

export interface RichTextProps {
  id: string;
  /** The ids of its label, and of its hint and error. */
  labelledBy: string;
  describedBy: string | undefined;
  value: string;
  isInvalid: boolean;
  readOnly: boolean;
  onChange: (html: string) => void;
}

/**
 * A text with formats. It takes `value` when it is mounted; a value that says something else needs another key. While the
 * document is as it was opened or last saved, that text is passed on unchanged.
 */
export function RichText({ id, labelledBy, describedBy, value, isInvalid, readOnly, onChange }: RichTextProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const [state, setState] = useState<EditorState | null>(null);
  const [isLinking, setIsLinking] = useState(false);
  const opened = useRef({ html: value, doc: state?.doc });
  const written = useRef(value);

  const openLink = useEffectEvent(() => setIsLinking(!readOnly));
  const attributes = useMemo(
    () => ({
      id,
      role: "textbox",
      "aria-multiline": "true",
      "aria-labelledby": labelledBy,
      ...(describedBy !== undefined && { "aria-describedby": describedBy }),
      ...(isInvalid && { "aria-invalid": "true" }),
      ...(readOnly && { "aria-readonly": "true", tabindex: "0" }),
      class: "prose min-h-48 max-w-prose px-3 py-2.5 break-words whitespace-break-spaces outline-none",
    }),
    [id, labelledBy, describedBy, isInvalid, readOnly],
  );
  const changed = useEffectEvent((next: EditorState) => {
    const { html, doc } = opened.current;
    written.current = doc?.eq(next.doc) ? html : writeHtml(next.doc, parseInBrowser);
    onChange(written.current);
  });

  useEffect(() => {
    if (place.current === null) return;
    const initial = createEditorState(written.current, () => openLink());
    const editor = new EditorView(place.current, {
      state: initial,
      transformPastedHTML: setStylesAside,
      dispatchTransaction(transaction) {
        const next = editor.state.apply(transaction);
        editor.updateState(next);
        setState(next);
        if (transaction.docChanged) changed(next);
      },
    });
    opened.current = { html: written.current, doc: initial.doc };
    view.current = editor;
    setState(initial);
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, []);

  // The same text as the server has written it is the one to go back to.
  useEffect(() => {
    if (value === written.current) return;
    written.current = value;
    opened.current = { html: value, doc: view.current?.state.doc };
  }, [value]);
  // After the effect that makes the view, also when it is made.
  useEffect(() => view.current?.setProps({ attributes, editable: () => !readOnly }), [attributes, readOnly]);

  function run(command: Command): void {
    const editor = view.current;
    if (editor === null) return;
    command(editor.state, editor.dispatch, editor);
    editor.focus();
  }
  function closeLink(command?: Command): void {
    setIsLinking(false);
    if (command) run(command);
    else view.current?.focus();
  }

  return (
    <div
      className={`rounded-md border bg-surface transition-colors focus-within:border-ink ${isInvalid ? "border-bad" : "border-line-strong"}`}
    >
      {state === null || readOnly ? null : (
        <Toolbar state={state} controls={id} run={run} onLink={() => setIsLinking(true)} />
      )}
      {state !== null && isLinking ? (
        <LinkForm
          href={linkAt(state)}
          onSet={(href) => closeLink(setLink(href))}
          onRemove={() => closeLink(removeLink)}
          onClose={() => closeLink()}
        />
      ) : null}
      <div ref={place} className="max-h-[36rem] overflow-y-auto" />
    </div>
  );
}

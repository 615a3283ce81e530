/** Runs before the first paint, so that the page does not flash in the other colour scheme. Without a choice, CSS applies the system's. */
const COLOUR_SCHEME =
  'try{var t=localStorage.getItem("theme");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch(e){}';

/**
 * Adds `integrity` to scripts and styles that are loaded later: the bundler's loader and React insert them into the head
 * without it. The list of hashes is fetched when the first of them is loaded; its own hash is on the document element
 * (`http/integrity.ts`). A file that is not in the list is not loaded: its loader gets an error event and may try again.
 */
const LATER_FILES =
  '(function(d){var h=d.head,l;["appendChild","insertBefore"].forEach(function(f){var o=h[f];h[f]=function(n,b){' +
  'var k=d.documentElement.dataset.integrity,u=n.tagName==="SCRIPT"?n.src:' +
  '/^(stylesheet|(module)?preload)$/.test(n.rel)&&n.as!=="font"?n.href:"",' +
  "p=u&&!n.integrity&&new URL(u,d.URL).pathname;" +
  'if(!k||!p||p.indexOf("/_next/static/"))return o.call(h,n,b);' +
  'l=l||fetch("/_next/static/integrity.json?v="+encodeURIComponent(k),{integrity:k}).then(function(r){return r.json()});' +
  "l.then(function(m){if(!m[p])throw p;n.integrity=m[p];o.call(h,n,b&&b.parentNode===h?b:null)})" +
  '.catch(function(){l=0;n.dispatchEvent(new Event("error"))});return n}})})(document)';

/** Stops zod from trying `new Function`, which the content security policy would report. */
const SCHEMAS = "globalThis.__zod_globalConfig={jitless:true}";

/** The first script of every page. Inline, because a request for it would delay everything else; the policy allows it by its hash. */
export const EARLY_SCRIPT = `${COLOUR_SCHEME};${SCHEMAS};${LATER_FILES}`;

/** Runs before the first paint, so that a chosen colour scheme never flashes; without a choice the system's applies by CSS. */
const COLOUR_SCHEME =
  'try{var t=localStorage.getItem("theme");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch(e){}';

/**
 * Gives `integrity` to the scripts and styles that are loaded later: the bundler's loader and React put them into the head
 * without. The list of what they must be is fetched when the first is wanted, and must itself be what the edge has written on
 * the document (`edge/integrity.ts`). What the list does not know is not loaded; its loader hears of an error and may try again.
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

/** Keeps zod, where a page has it, from asking the browser whether code may be made from text: the policy would report it. */
const SCHEMAS = "globalThis.__zod_globalConfig={jitless:true}";

/** Starts every page. Inline, because a request for it would hold up all else; the policy knows it by its hash. */
export const EARLY_SCRIPT = `${COLOUR_SCHEME};${SCHEMAS};${LATER_FILES}`;

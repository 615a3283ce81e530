/**
 * Runs before the first paint of every page, so that a chosen colour scheme never flashes; without a choice the system's
 * applies by CSS alone. Inline, because a request for it would hold up every page; the policy knows it by its hash.
 */
export const EARLY_SCRIPT =
  'try{var t=localStorage.getItem("theme");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch(e){}';
